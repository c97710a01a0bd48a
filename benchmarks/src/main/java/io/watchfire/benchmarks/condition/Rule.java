package io.watchfire.benchmarks.condition;

/** The conditions, each in the words of every engine. */
public enum Rule {
    /** A text and a number. */
    A(
            "okindName == 'btf-order' && resp_time >= 2000",
            "okindName == 'btf-order' && resp_time >= 2000.0",
            "okindName == 'btf-order' && resp_time >= 2000",
            "okindName == 'btf-order' && resp_time >= 2000",
            "okindName == 'btf-order' && resp_time >= 2000",
            "\"btf-order\".equals(e.get(\"okindName\")) && ((Double) e.get(\"resp_time\")).doubleValue() >= 2000"),
    /** Alternatives and two numbers. */
    B(
            "(okindName == 'btf-order' || okindName == 'btf-member') && resp_time >= 100 && sql_fetch_count > 100000",
            "(okindName == 'btf-order' || okindName == 'btf-member') && resp_time >= 100.0 && sql_fetch_count > 100000.0",
            "(okindName == 'btf-order' || okindName == 'btf-member') && resp_time >= 100 && sql_fetch_count > 100000",
            "(okindName == 'btf-order' || okindName == 'btf-member') && resp_time >= 100 && sql_fetch_count > 100000",
            "(okindName == 'btf-order' || okindName == 'btf-member') && resp_time >= 100 && sql_fetch_count > 100000",
            "(\"btf-order\".equals(e.get(\"okindName\")) || \"btf-member\".equals(e.get(\"okindName\")))"
                    + " && ((Double) e.get(\"resp_time\")).doubleValue() >= 100"
                    + " && ((Double) e.get(\"sql_fetch_count\")).doubleValue() > 100000"),
    /** Arithmetic. */
    C(
            "(error_count / tx_count) * 100 > 5 && tps >= 10",
            "(error_count / tx_count) * 100.0 > 5.0 && tps >= 10.0",
            "(error_count / tx_count) * 100 > 5 && tps >= 10",
            "(error_count / tx_count) * 100 > 5 && tps >= 10",
            "(error_count / tx_count) * 100 > 5 && tps >= 10",
            "((Double) e.get(\"error_count\")).doubleValue() / ((Double) e.get(\"tx_count\")).doubleValue() * 100 > 5"
                    + " && ((Double) e.get(\"tps\")).doubleValue() >= 10"),
    /** Patterns with stars. */
    D(
            "okindName like 'btf-*' && !(oname like '*-dev-*')",
            "okindName.startsWith('btf-') && !oname.contains('-dev-')",
            "string.startsWith(okindName, 'btf-') && !string.contains(oname, '-dev-')",
            "okindName =^ 'btf-' && !oname.contains('-dev-')",
            "okindName.startsWith('btf-') && !oname.contains('-dev-')",
            "((String) e.get(\"okindName\")).startsWith(\"btf-\") && !((String) e.get(\"oname\")).contains(\"-dev-\")"),
    /** A regular expression. */
    E(
            "url matches '" + Rule.REGEX + "'",
            "url.matches('^" + Rule.REGEX + "$')",
            "url =~ /" + Rule.REGEX.replace("/", "\\/") + "/",
            "url =~ '" + Rule.REGEX + "'",
            "url ~= '" + Rule.REGEX + "'",
            "io.watchfire.benchmarks.condition.ByHand.PATTERN.matcher((String) e.get(\"url\")).matches()");

    static final String REGEX = "/api/v[0-9]+/(orders|members)/[0-9]+(/items)?";

    final String watchfire;
    final String cel;
    final String aviator;
    final String jexl;
    /** MVEL; SpEL, too, but for the sign of its patterns. */
    final String mvel;

    final String java;

    Rule(String watchfire, String cel, String aviator, String jexl, String mvel, String java) {
        this.watchfire = watchfire;
        this.cel = cel;
        this.aviator = aviator;
        this.jexl = jexl;
        this.mvel = mvel;
        this.java = java;
    }

    String spel() {
        return mvel.replace("~=", "matches");
    }
}

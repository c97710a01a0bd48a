package io.watchfire.dsl.oracle;

import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/** Expressions as people would not write them: every operator and function, nested at will, of one of three types. */
final class RandomExpression {
    private static final List<String> PLAIN = List.of("0", "1", "2", "-1", "0.5", "1.5", "3", "100", "1e308", "2.25");
    private static final List<String> TIMES = List.of("1s", "500ms", "2m", "1500ms");
    private static final List<String> TIME_FIELDS = List.of("r", "q", "h");
    private static final List<String> SIZES = List.of("1kB", "1500B", "2KiB", "1MB");
    private static final List<String> SIZE_FIELDS = List.of("k", "i");
    private static final List<String> TEXTS =
            List.of("''", "'a'", "'ab'", "'btf-order'", "'B'", "' a '", "'주문'", "'🔥x'", "'\\uFFFD'", "'-dev-'");
    private static final List<String> GLOBS =
            List.of("a*", "*b", "*-*", "btf-order", "*", "?b", "??", "b*-o?der", "*🔥*", "?x", "\\*", "", "*ab*b*");
    private static final List<String> REGEXES =
            List.of("a+b?", "[a-c]*", "btf-(order|member)", ".*", "(ab|a)b", "\\w+-\\w{2,5}", "[^a]+", "주문|.x", "");

    private final Random random;

    RandomExpression(Random random) {
        this.random = random;
    }

    /** The text of an expression; it may not pass the check. */
    String next() {
        int kind = random.nextInt(10);
        int depth = 1 + random.nextInt(4);
        return kind < 8 ? condition(depth) : kind == 8 ? number(depth) : text(depth);
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String condition(int depth) {
        if (depth <= 0) {
            return pick(List.of("b", "c", "m == n", "true", "false", "x > 1", "t == 'a'", "exists(x)", "q == r"));
        }
        int d = depth - 1;
        return switch (random.nextInt(19)) {
            case 0, 1 -> "(" + condition(d) + " && " + condition(d) + pick(List.of("", " && " + condition(d))) + ")";
            case 2, 3 -> "(" + condition(d) + " || " + condition(d) + pick(List.of("", " || " + condition(d))) + ")";
            case 4 -> "!(" + condition(d) + ")";
            case 5, 6, 7 -> number(d) + comparison() + number(d);
            case 8 -> measured(d, comparison());
            case 9, 10 -> text(d) + comparison() + text(d);
            case 11 -> number(d) + pick(List.of(" in (", " not in (")) + list(3, this::number, d) + ")";
            case 12 -> text(d) + pick(List.of(" in (", " not in (")) + list(5, this::text, 0) + ")";
            case 13 -> number(d) + pick(List.of(" between ", " not between ")) + number(d) + " and " + number(d);
            case 14 -> text(d) + pick(List.of(" like '", " not like '")) + pick(GLOBS) + "'";
            case 15 -> text(d) + pick(List.of(" matches '", " not matches '")) + pick(REGEXES) + "'";
            case 16 -> pick(List.of("startsWith(", "endsWith(", "contains(")) + text(d) + ", " + text(0) + ")";
            case 17 -> choice(this::condition, d);
            default ->
                pick(List.of(
                        "isNull(" + number(d) + ")",
                        "isNull(" + text(d) + ")",
                        "isNull(" + condition(d) + ")",
                        "isNull(nvl(m, n))",
                        "nvl(m, n) == o",
                        "m in (n, o)",
                        "if(b, m, n) != o",
                        "decode(m, n, true, o, b, c)",
                        "m between n and o",
                        "(" + condition(d) + ") == b",
                        "x == 1 || x == 2 || x == 3 || " + condition(d),
                        "t != 'a' && t != 'b' && t != 'ab' && t != '주문' && " + condition(d),
                        "exists(" + pick(List.of("b", "m", "t", "r")) + ")"));
        };
    }

    private String comparison() {
        return pick(List.of(" == ", " != ", " < ", " <= ", " > ", " >= "));
    }

    private interface Kind {
        String at(int depth);
    }

    private String list(int most, Kind kind, int depth) {
        StringJoiner list = new StringJoiner(", ");
        for (int i = random.nextInt(most); i >= 0; i--) {
            list.add(kind.at(depth));
        }
        return list.toString();
    }

    private String choice(Kind kind, int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> "nvl(" + kind.at(depth) + ", " + kind.at(depth) + ")";
            case 1, 2 -> "if(" + condition(depth) + ", " + kind.at(depth) + ", " + kind.at(depth) + ")";
            default ->
                "decode(" + pick(List.of("x, 1, ", "t, 'a', ", "y, x, ", "b, c, ")) + kind.at(depth) + ", "
                        + kind.at(depth) + ")";
        };
    }

    private String number(int depth) {
        if (depth <= 0) {
            return random.nextInt(3) == 0 ? pick(PLAIN) : pick(List.of("x", "y", "z", "u", "w"));
        }
        int d = depth - 1;
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "(" + number(d) + operator() + number(d) + pick(List.of("", operator() + number(d))) + ")";
            case 3 -> "-(" + number(d) + ")";
            case 4 -> pick(List.of("abs(", "ceil(", "floor(", "round(")) + number(d) + ")";
            case 5 -> "round(" + number(d) + ", 1)";
            case 6 -> pick(List.of("min(", "max(", "sum(", "avg(")) + number(d) + ", " + list(2, this::number, d) + ")";
            case 7 -> "length(" + text(d) + ")";
            case 8 -> choice(this::number, d);
            default -> measured(d, " / ");
        };
    }

    private String operator() {
        return pick(List.of(" + ", " - ", " * ", " / ", " % "));
    }

    /** Two durations or two sizes. */
    private String measured(int depth, String between) {
        List<String> fields = random.nextInt(4) > 0 ? TIME_FIELDS : SIZE_FIELDS;
        return measure(fields, depth) + between + measure(fields, depth);
    }

    /** A duration or a size, made of these fields. */
    private String measure(List<String> fields, int depth) {
        if (depth <= 0) {
            return random.nextInt(3) == 0 ? pick(fields == TIME_FIELDS ? TIMES : SIZES) : pick(fields);
        }
        int d = depth - 1;
        String one = measure(fields, d);
        return switch (random.nextInt(9)) {
            case 0, 1 -> "(" + one + pick(List.of(" + ", " - ", " % ")) + measure(fields, d) + ")";
            case 2 -> pick(List.of("max(", "min(", "sum(", "avg(", "nvl(")) + one + ", " + measure(fields, d) + ")";
            case 3 -> one + " * 2" + pick(List.of("", " % " + pick(fields), " / 3 % " + pick(fields)));
            case 4 -> "2 * 3 % " + pick(fields) + " % " + pick(fields);
            case 5 -> pick(List.of("-(", "abs(", "ceil(", "round(")) + one + ")";
            case 6 -> choice(deeper -> measure(fields, deeper), d);
            case 7 -> "(1 + " + pick(fields) + " - " + pick(fields) + ")";
            default -> measure(fields, 0);
        };
    }

    private String text(int depth) {
        if (depth <= 0) {
            return random.nextInt(3) == 0 ? pick(TEXTS) : pick(List.of("t", "s", "v"));
        }
        int d = depth - 1;
        return switch (random.nextInt(6)) {
            case 0 -> pick(List.of("lower(", "upper(", "trim(")) + text(d) + ")";
            case 1 -> "replace(" + text(d) + ", " + text(0) + ", " + text(0) + ")";
            case 2 -> "substring(" + text(d) + ", " + number(d) + pick(List.of("", ", " + number(0))) + ")";
            case 3 -> choice(this::text, d);
            default -> text(0);
        };
    }
}

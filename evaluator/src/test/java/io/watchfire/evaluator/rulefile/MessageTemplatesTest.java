package io.watchfire.evaluator.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.MessageTemplates;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.template.MessageTemplate;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTemplatesTest {
    private static final String CATEGORIES = """
            "categories": {"app": {"tags": ["host"], "fields": {"errors": "number", "resp_time": "ms", "wait": "s",
              "heap": "MiB", "cpu": "percent", "status": "text", "up": "boolean", "duration": "ms"}}},
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '\0', textBlock = """
            "message": "${host} ${errors | number} ${resp_time | duration} ${heap | size} ${cpu | percent}" →
            "message": "${ resp_time|duration } ${value | number} ${since | time} ${since | date} ${since | clock}" →
            "message": "${duration} ${rule} ${swallowed} ${event.duration | duration} ${event.host}" →
            "message": "${team}", "labels": {"team": "주문"} →
            "message": "${link.절차}", "links": {"절차": "https://wiki.example.com/주문?host=${host}"} →
            "title": "${host} 느림 🔥" →
            "title": "${hots}" → $.title unknown-name 1:1 did you mean "host"?
            "title": "${" → $.title unclosed-name 1:1 ${ itself is written as $${
            "title": "" → $.title bad-value
            "message": "느림 ${resp_time | durations}" → $.message unknown-format 1:18 did you mean "duration"?
            "message": "${resp_time |}" → $.message unknown-format 1:13 known are: number, duration, size, percent, time, date, clock
            "message": "${resp_time | }" → $.message unknown-format 1:13 known are: number, duration, size, percent, time, date, clock
            "message": "${host | number}" → $.message format-mismatch 1:10 ${host} writes it as it is
            "message": "${up | percent}" → $.message format-mismatch 1:8 ${up} writes it as it is
            "message": "${cpu | duration}" → $.message format-mismatch 1:9 ${cpu} writes it as it is
            "message": "${since | duration}" → $.message format-mismatch 1:11 ${since} writes it as it is
            "message": "${level | number}" → $.message format-mismatch 1:11 ${level} writes it as it is
            "message": "${duration | size}" → $.message format-mismatch 1:14 ${duration} writes it as it is
            "message": "${value | size}" → $.message format-mismatch 1:11 ${value} writes it as it is
            "message": "${link.runbok}", "links": {"runbook": "https://w.example.com"} → $.message unknown-name 1:1 did you mean "link.runbook"?
            "links": {"runbook": "https://w.example.com/${hots}"} → $.links.runbook unknown-name 1:23 did you mean "host"?
            "links": {"runbook": "https://w.example.com/${link.runbook}"} → $.links.runbook unknown-name 1:23 *
            "links": {"runbook": "${host}/x"} → $.links.runbook bad-link 1:1 such as "https://wiki.example.com/${okindName}"
            "links": {"runbook": "javascript:alert(1)"} → $.links.runbook bad-link 1:1 such as "https://wiki.example.com/${okindName}"
            "links": {"runbook": "https:///x"} → $.links.runbook bad-link 1:1 such as "https://wiki.example.com/${okindName}"
            "links": {"": "https://w.example.com"} → $.links[''] bad-link
            "links": {"runbook": 5} → $.links.runbook wrong-type
            "links": "https://w.example.com" → $.links wrong-type
            """)
    void templatesAreCheckedAgainstWhatTheirValuesAre(String members, String expected) {
        assertThat(problems(parse(CATEGORIES, members))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '\0', textBlock = """
            "message": "${any | duration} ${event.any}" →
            "message": "${link.x}" → $.message unknown-name 1:1 known are: value, threshold, level, since, duration, rule, swallowed
            "message": "${value | time}" →
            "message": "${level | time}" → $.message format-mismatch 1:11 ${level} writes it as it is
            """)
    void withoutCategoriesOnlyTheAlertsOwnNamesAreKnown(String members, String expected) {
        assertThat(problems(parse("", members))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void aPlaceInAKoreanTextIsGivenInTheFileToo() {
        LoadResult<RuleSet> result = parse(CATEGORIES, "\"message\": \"평균 응답시간 ${resp_time | 초}\"");

        assertThat(result.problems().get(0).render()).isEqualTo("""
                rules.json: $.rules[0].message: error[unknown-format]: "초" is not a format
                  at rules.json:3:103
                  1 | 평균 응답시간 ${resp_time | 초}
                    |                             ^^
                  help: known are: number, duration, size, percent, time, date, clock""");
    }

    @Test
    void unitsThatAreDeclaredComeWithTheTemplates() {
        assertThat(templates("\"labels\": {\"x\": \"\"}").scales())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("wait", 1000.0, "heap", 1048576.0, "value", 1000.0, "threshold", 1000.0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            wait >= 2s                          | 1000.0
            avg(wait) over 5m >= 2s             | 1000.0
            quantile(0.9, wait) over 5m >= 2s   | 1000.0
            heap >= 1GiB                        | 1048576.0
            count(wait >= 2s) over 10m >= 3     | 1.0
            errors > 1                          | 1.0
            """)
    void valueHasTheUnitOfWhatIsCompared(String condition, double scale) {
        MessageTemplates templates = templates("\"condition\": \"" + condition + "\", \"message\": \"${value}\"");

        assertThat(templates.scales().getOrDefault("value", 1.0)).isEqualTo(scale);
    }

    @Test
    void linksOfTheDefaultsAreThereTooAndARuleMaySayThemAnew() {
        MessageTemplates templates = RuleFile.parse("rules.json", """
                {"version": 1, "defaults": {"links": {"runbook": "https://a.example.com", "chart": "https://b.example.com"}},
                 "rules": [{"id": "r", "category": "m", "condition": "v > 1", "links": {"chart": "https://c.example.com"}}]}""")
                .orElseThrow()
                .rules()
                .get(0)
                .notices()
                .templates();

        assertThat(templates.links().values())
                .extracting(MessageTemplate::source)
                .containsExactly("https://a.example.com", "https://c.example.com");
    }

    @Test
    void moreLinksThanSlackShowsAreRefused() {
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < 26; i++) {
            links.append(i == 0 ? "" : ",").append("\"l").append(i).append("\": \"https://x.example.com\"");
        }
        assertThat(problems(parse("", "\"links\": {" + links + "}"))).isEqualTo("$.links too-many-links");
    }

    private static MessageTemplates templates(String members) {
        return parse(CATEGORIES, members).orElseThrow().rules().get(0).notices().templates();
    }

    private static LoadResult<RuleSet> parse(String categories, String members) {
        String condition = members.contains("\"condition\"") ? "" : "\"condition\": \"wait >= 2\", ";
        return RuleFile.parse(
                "rules.json",
                "{\"version\": 1, " + categories + " \"rules\": [{\"id\": \"r\", \"category\": \"app\", " + condition
                        + members + "}]}");
    }

    /** Path and code of each problem; for one inside a text its place there and the help, a list of all names as a star. */
    private static String problems(LoadResult<RuleSet> result) {
        return result.problems().stream()
                .map(problem -> problem.path().replace("$.rules[0]", "$") + " " + problem.code()
                        + (problem.help() == null
                                        || problem.snippet() == null
                                        || !problem.path().matches(".*(message|title|links\\..+)")
                                ? ""
                                : place(problem.snippet()) + " "
                                        + (problem.help().startsWith("known are: host") ? "*" : problem.help())))
                .collect(Collectors.joining("; "));
    }

    private static String place(String snippet) {
        String[] lines = snippet.split("\n");
        int caret = lines[1].indexOf('^') - lines[1].indexOf('|') - 2;
        String shown = lines[0].substring(lines[0].indexOf('|') + 2);
        int column = 0;
        // Full-width characters take two columns of the line of carets.
        for (int width = 0; width < caret; column++) {
            width += shown.charAt(column) > 0x1100 ? 2 : 1;
        }
        return " " + lines[0].strip().substring(0, 1) + ":" + (column + 1);
    }
}

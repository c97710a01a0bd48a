package io.watchfire.evaluator.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileErrorsTest {
    private static final String CATEGORIES = """
            "categories": {"app": {"title": "앱", "tags": ["host", "zone"],
             "fields": {"resp_time": "ms", "errors": "number", "status": "text"}}},
            """;

    private static String problems(LoadResult<?> result) {
        return result.problems().stream().map(FileProblem::render).collect(Collectors.joining("\n"));
    }

    private static String places(LoadResult<?> result) {
        return result.problems().stream()
                .map(problem -> problem.path().replace("$.rules[0]", "$") + " " + problem.code())
                .collect(Collectors.joining("; "));
    }

    private static LoadResult<RuleSet> parse(String categories, String members) {
        return RuleFile.parse("rules.json", "{\"version\": 1, " + categories + "\"rules\": [\n{" + members + "}\n]}");
    }

    @Test
    void anErrorInAConditionIsToldAtItsCharacterInTheFile() {
        assertThat(problems(RuleFile.parse("rules/shop.json", """
                {
                  "version": 1,
                  "categories": {"앱": {"tags": ["okindName"], "fields": {"resp_time": "number"}}},
                  "rules": [
                    {"name": "주문 🔥", "category": "앱", "condition": "okindName == \\"btf-\\u0041\\" && resp_time >= 'slow'"}
                  ]
                }"""))).isEqualTo("""
                rules/shop.json: $.rules[0].condition: error[type-mismatch]: resp_time is a number; 'slow' is text
                  at rules/shop.json:5:94
                  1 | okindName == "btf-A" && resp_time >= 'slow'
                    |                         ~~~~~~~~~ ^^^^^^^^^
                  help: numbers are written without quotes, durations as 2s or 500ms""");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceInOrderOfPlace() {
        LoadResult<RuleSet> result = RuleFile.parse("rules.json", """
                {
                  "version": 1,
                  "categories": {
                    "app": {"tags": ["host"], "fields": {"resp_time": "msec", "errors": "number"}, "feilds": {}}
                  },
                  "defaults": {"for": "5 min", "level": "warn", "name": "x"},
                  "rules": [
                    {"id": "a", "category": "app", "conditon": "errors > 1"},
                    {"id": "a", "category": "ap", "condition": "errors >"},
                    {"category": "app", "condition": "eror > 1", "groupBy": ["hots", "errors"], "message": "${hst} ${value"},
                    {"name": "x", "category": "app", "condition": 5, "labels": {"host": "h", "n": 5}, "groupBy": "host"},
                    "rule"
                  ]
                }""");

        assertThat(result.problems())
                .extracting(problem ->
                        problem.path() + " " + problem.code() + " " + problem.line() + ":" + problem.column())
                .containsExactly(
                        "$.categories.app.fields.resp_time unknown-type 4:55",
                        "$.categories.app.feilds unknown-key 4:84",
                        "$.defaults.for bad-duration 6:23",
                        "$.defaults.level bad-value 6:41",
                        "$.defaults.name unknown-key 6:49",
                        "$.rules[0] missing-key 8:5",
                        "$.rules[0].conditon unknown-key 8:36",
                        "$.rules[1].id duplicate-id 9:12",
                        "$.rules[1].category unknown-category 9:29",
                        "$.rules[1].condition unexpected-end 9:57",
                        "$.rules[2] missing-key 10:5",
                        "$.rules[2].condition unknown-name 10:39",
                        "$.rules[2].groupBy[0] unknown-tag 10:62",
                        "$.rules[2].groupBy[1] unknown-tag 10:70",
                        "$.rules[2].message unknown-name 10:93",
                        "$.rules[2].message unclosed-name 10:100",
                        "$.rules[3].condition wrong-type 11:51",
                        "$.rules[3].labels.host label-is-a-tag 11:73",
                        "$.rules[3].labels.n wrong-type 11:83",
                        "$.rules[3].groupBy wrong-type 11:98",
                        "$.rules[4] wrong-type 12:5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "category": "app", "condition": "errors > 1" | $ missing-key
            "id": "", "category": "app", "condition": "errors > 1" | $.id bad-value
            "id": 5, "category": "app", "condition": "errors > 1" | $.id wrong-type
            "id": "r", "condition": "errors > 1" | $ missing-key
            "id": "r", "category": null, "condition": "errors > 1" | $.category wrong-type
            "id": "r", "category": "App", "condition": "errors > 1" | $.category unknown-category
            "id": "r", "category": "app" | $ missing-key
            "id": "r", "category": "app", "condition": "" | $.condition empty-expression
            "id": "r", "category": "app", "condition": "errors + 1" | $.condition not-a-condition
            "id": "r", "category": "app", "condition": "sum(errors) over 1m by host > 1", "groupBy": [] | $.condition by-not-in-group-by
            "id": "r", "category": "app", "condition": "status" | $.condition not-a-condition
            "id": "r", "category": "app", "condition": "errors > 1", "target": "host" | $.target not-a-condition
            "id": "r", "category": "app", "condition": "errors > 1", "target": "avg(errors) over 5m > 1" | $.target aggregate-in-target
            "id": "r", "category": "app", "condition": "errors > 1", "resolveWhen": "errors" | $.resolveWhen not-a-condition
            "id": "r", "category": "app", "condition": "errors > 1", "when": "errors > 1" | $.when conflicting-keys
            "id": "r", "category": "app", "target": "host == 'a'", "when": "errors > 1" | $.when conflicting-keys
            "id": "r", "category": "app", "levels": {"info": "errors > 1"}, "when": "errors > 1" | $.when conflicting-keys
            "id": "r", "category": "app", "levels": {"info": "errors > 1"}, "condition": "errors > 1" | $.condition conflicting-keys
            "id": "r", "category": "app", "levels": {"info": "errors > 1"}, "level": "info" | $.level conflicting-keys
            "id": "r", "category": "app", "levels": {} | $.levels bad-value
            "id": "r", "category": "app", "levels": {"warn": "errors > 1"} | $.levels.warn unknown-key
            "id": "r", "category": "app", "levels": {"info": 1} | $.levels.info wrong-type
            "id": "r", "category": "app", "levels": {"info": {"for": "1m"}} | $.levels.info missing-key
            "id": "r", "category": "app", "levels": {"info": {"when": "errors >"}} | $.levels.info.when unexpected-end
            "id": "r", "category": "app", "levels": {"info": "errors > 'a'"} | $.levels.info type-mismatch
            "id": "r", "category": "app", "condition": "errors > 1", "level": "WARNING" | $.level bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "for": 60 | $.for wrong-type
            "id": "r", "category": "app", "condition": "errors > 1", "for": "-1m" | $.for bad-duration
            "id": "r", "category": "app", "condition": "errors > 1", "occurrences": 3 | $.occurrences wrong-type
            "id": "r", "category": "app", "condition": "errors > 1", "occurrences": {"within": "5m"} | $.occurrences missing-key
            "id": "r", "category": "app", "condition": "errors > 1", "occurrences": {"count": 0} | $.occurrences.count bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "occurrences": {"count": 1.5} | $.occurrences.count bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "occurrences": {"count": 1, "within": "0s"} | $.occurrences.within bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "resolveOccurrences": 0 | $.resolveOccurrences bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "noData": {"then": "alert"} | $.noData.then bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "noData": {"after": "0s"} | $.noData.after bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "noData": {"expect": [{"hots": "a"}]} | $.noData.expect[0] unknown-tag
            "id": "r", "category": "app", "condition": "errors > 1", "groupBy": ["host"], "noData": {"expect": [{"zone": "a"}]} | $.noData.expect[0] bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "flap": {"changes": 3} | $.flap missing-key
            "id": "r", "category": "app", "condition": "errors > 1", "stateful": "no" | $.stateful wrong-type
            "id": "r", "category": "app", "condition": "errors > 1", "groupBy": ["host", "host"] | $.groupBy[1] duplicate-value
            "id": "r", "category": "app", "condition": "errors > 1", "receiverTags": "order" | $.receiverTags wrong-type
            "id": "r", "category": "app", "condition": "errors > 1", "receiverTags": [""] | $.receiverTags[0] bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "activeTime": {"zone": "Seoul"} | $.activeTime.zone unknown-zone
            "id": "r", "category": "app", "condition": "errors > 1", "activeTime": {"weekdays": ["Mon"]} | $.activeTime.weekdays[0] bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "activeTime": {"weekdays": []} | $.activeTime.weekdays bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "activeTime": {"times": ["9:00-18:00"]} | $.activeTime.times[0] bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "activeTime": {"times": ["24:00-06:00"]} | $.activeTime.times[0] bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "activeTime": {"times": ["09:00-09:00"]} | $.activeTime.times[0] bad-value
            "id": "r", "category": "app", "condition": "errors > 1", "message": "${}" | $.message empty-name
            "id": "r", "category": "app", "condition": "errors > 1", "message": "${resp-time}" | $.message unknown-name
            "id": "r", "category": "app", "condition": "errors > 1", "labels": {"zone": "a"} | $.labels.zone label-is-a-tag
            "id": "r", "category": "app", "condition": "errors > 1", "labels": ["a"] | $.labels wrong-type
            "id": "r", "category": "app", "enabled": false, "condition": "eror > 1" | $.condition unknown-name
            """)
    void aRuleThatIsWrongIsRefusedAtThePlaceAndWithNoEcho(String members, String expected) {
        LoadResult<RuleSet> result = parse(CATEGORIES, members);

        assertThat(result.value()).isEmpty();
        assertThat(places(result)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "id": "r", "category": "앱", "condition": "errors > 1", "message": "${host} ${value} ${threshold} ${level} ${since}" | ''
            "id": "r", "category": "app", "condition": "errors > 1", "levels2": 1 | $.levels2 unknown-key
            "id": "r", "category": "app", "condition": "status matches '('" | $.condition bad-regex
            """)
    void namesAreCheckedAgainstTheDeclaredCategory(String members, String expected) {
        assertThat(places(parse(CATEGORIES, members))).isEqualTo(expected);
    }

    @Test
    void withoutCategoriesNamesAreInferredOverAllConditionsOfARule() {
        assertThat(
                        places(
                                parse(
                                        "",
                                        "\"id\": \"r\", \"category\": \"m\", \"target\": \"host == 'a'\", \"condition\": \"host > 5\"")))
                .isEqualTo("$.condition conflicting-types");
        assertThat(places(parse("", "\"id\": \"r\", \"category\": \"m\", \"condition\": \"v > 2s\"")))
                .isEqualTo("$.condition unit-not-declared");
        assertThat(places(parse(
                        "",
                        "\"id\": \"r\", \"category\": \"m\", \"condition\": \"v > 2\", \"message\": \"${anything}\"")))
                .isEmpty();
        assertThat(
                        places(
                                parse(
                                        "",
                                        "\"id\": \"r\", \"category\": \"m\", \"condition\": \"v > 2\", \"groupBy\": [\"h\"], \"labels\": {\"h\": \"\"}")))
                .isEqualTo("$.labels.h label-is-a-tag");
    }

    @Test
    void anErrorInTheDefaultsIsToldOnceAndThere() {
        LoadResult<RuleSet> result = RuleFile.parse("rules.json", """
                {"version": 1, "categories": {"app": {"tags": ["host"]}},
                 "defaults": {"groupBy": ["hots"], "pause": "x"},
                 "rules": [{"id": "a", "category": "app", "condition": "host == 'a'"}, {"id": "b", "category": "app", "condition": "host == 'a'"}]}""");

        assertThat(places(result)).isEqualTo("$.defaults.groupBy[0] unknown-tag; $.defaults.pause bad-duration");
    }

    @Test
    void twoRulesOfOneIdAreToldWithBothPlaces() {
        LoadResult<RuleSet> result = RuleFile.parse("rules.json", """
                {"version": 1, "rules": [
                  {"id": "btf-주문", "category": "m", "condition": "v > 1"},
                  {"name": "BTF 주문", "category": "m", "condition": "v > 1"}
                ]}""");

        assertThat(problems(result)).isEqualTo("""
                rules.json: $.rules[1].name: error[duplicate-id]: the id "btf-주문" is taken by another rule, at rules.json:2:10
                  at rules.json:3:12
                  3 |   {"name": "BTF 주문", "category": "m", "condition": "v > 1"}
                    |            ^^^^^^^^^^
                  help: give one of them another "id\"""");
    }

    @Test
    void aTemplateErrorIsToldInsideTheText() {
        assertThat(
                        problems(
                                parse(
                                        CATEGORIES,
                                        "\"id\": \"r\", \"category\": \"app\", \"condition\": \"errors > 1\", \"message\": \"\\\"주문\\\" ${hots}\"")))
                .isEqualTo("""
                rules.json: $.rules[0].message: error[unknown-name]: "hots" is neither a tag nor a field of the category app
                  at rules.json:4:78
                  1 | "주문" ${hots}
                    |        ^^^^^^^
                  help: did you mean "host"?""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a": {"tags": ["t"]}, "a": {}} | $.categories.a duplicate-key
            {"a": {"title": "b"}, "b": {}} | $.categories.b duplicate-category
            {"a": {"title": "x"}, "b": {"title": "x"}} | $.categories.b duplicate-category
            {"a": {"tags": ["t", "t"]}} | $.categories.a.tags[1] duplicate-value
            {"a": {"tags": "t"}} | $.categories.a.tags wrong-type
            {"a": {"fields": {"f": "millis"}}} | $.categories.a.fields.f unknown-type
            {"a": {"fields": {"f": 5}}} | $.categories.a.fields.f unknown-type
            {"a": 5} | $.categories.a wrong-type
            [] | $.categories wrong-type
            {"a": {"tags": ["f"], "fields": {"f": "number"}}} | $.categories.a.fields.f hidden-field
            """)
    void whatIsWrongWithACategoryIsTold(String categories, String expected) {
        assertThat(places(RuleFile.parse(
                        "rules.json", "{\"version\": 1, \"rules\": [], \"categories\": " + categories + "}")))
                .isEqualTo(expected);
    }

    @Test
    void aHiddenFieldIsAWarningThatComesWithTheRules() {
        LoadResult<RuleSet> result = RuleFile.parse(
                "rules.json",
                "{\"version\": 1, \"rules\": [], \"categories\": {\"a\": {\"tags\": [\"f\"], \"fields\": {\"f\": \"ms\"}}}}");

        assertThat(result.value()).isPresent();
        assertThat(problems(result)).startsWith("rules.json: $.categories.a.fields.f: warning[hidden-field]: ");
    }

    @Test
    void severalFilesAreOneSetOfRules(@TempDir Path folder) throws IOException {
        Path first = Files.writeString(folder.resolve("a.json"), """
                {"version": 1, "categories": {"app": {"title": "앱", "tags": ["h"], "fields": {"v": "ms"}}},
                 "defaults": {"level": "critical"}, "rules": [{"id": "a", "category": "app", "condition": "v > 1s"}]}""");
        Path second = Files.writeString(folder.resolve("b.json"), """
                {"version": 1, "categories": {"app": {"title": "앱", "tags": ["h"], "fields": {"v": "ms"}}, "db": {}},
                 "rules": [{"id": "b", "category": "앱", "condition": "v > 1s"}, {"id": "c", "category": "db", "condition": "1 > 2"}]}""");

        RuleSet set = RuleFile.load(List.of(first, second)).orElseThrow();

        assertThat(set.categories().keySet()).containsExactly("app", "db");
        assertThat(set.rules())
                .extracting(rule -> rule.id() + " " + rule.category() + " "
                        + rule.levels().get(0).level())
                .containsExactly("a app CRITICAL", "b app WARNING", "c db WARNING");
    }

    @Test
    void errorsOfAllFilesAreToldTogether(@TempDir Path folder) throws IOException {
        Path first = Files.writeString(folder.resolve("a.json"), """
                {"version": 1, "categories": {"app": {"fields": {"v": "ms"}}},
                 "rules": [{"id": "a", "category": "app", "condition": "v > 1s"}]}""");
        Path second = Files.writeString(folder.resolve("b.json"), """
                {"version": 1, "categories": {"app": {"fields": {"v": "s"}}},
                 "rules": [{"id": "a", "category": "ap", "condition": "v > 1s"}]}""");
        Path third = Files.writeString(folder.resolve("c.json"), "{\"version\": 1,}");

        LoadResult<RuleSet> result = RuleFile.load(List.of(first, second, third, folder.resolve("d.json")));

        assertThat(result.problems())
                .extracting(
                        problem -> Path.of(problem.file()).getFileName() + " " + problem.path() + " " + problem.code())
                .containsExactly(
                        "b.json $.categories.app duplicate-category",
                        "b.json $.rules[0].id duplicate-id",
                        "b.json $.rules[0].category unknown-category",
                        "c.json $ json-syntax",
                        "d.json $ cannot-read");
        assertThat(result.problems().get(1).message())
                .isEqualTo("the id \"a\" is taken by another rule, at " + first + ":2:19");
    }
}

package io.watchfire.evaluator.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IneffectiveKeysTest {
    private static final String CATEGORIES =
            "\"categories\": {\"c\": {\"tags\": [\"h\", \"z\"], \"fields\": {\"v\": \"number\"}}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"condition\": \"v > 1\", \"stateful\": false, \"resolveWhen\": \"v < 1\" | resolveWhen no-effect",
                "\"condition\": \"v > 1\", \"stateful\": false, \"resolveAfter\": \"1m\" | resolveAfter no-effect",
                "\"condition\": \"v > 1\", \"stateful\": false, \"resolveOccurrences\": 2 | resolveOccurrences no-effect",
                "\"levels\": {\"info\": {\"when\": \"v > 1\", \"resolveWhen\": \"v < 1\"}}, \"stateful\": false"
                        + " | levels.info.resolveWhen no-effect",
                "\"levels\": {\"info\": {\"when\": \"v > 1\", \"for\": \"1m\"}}, \"for\": \"2m\" | for no-effect",
                "\"levels\": {\"info\": {\"when\": \"v > 1\", \"occurrences\": {\"count\": 2}}},"
                        + " \"occurrences\": {\"count\": 3} | occurrences no-effect",
                "\"levels\": {\"info\": {\"when\": \"v > 1\", \"resolveWhen\": \"v < 1\"}}, \"resolveWhen\": \"v < 0\""
                        + " | resolveWhen no-effect",
                "\"condition\": \"v > 1\", \"occurrences\": {\"count\": 1, \"within\": \"5m\"} | occurrences no-effect",
                "\"condition\": \"v > 1\", \"resolveWhen\": \"v  >  1.0\" | resolveWhen no-effect",
                "\"condition\": \"v > 1\", \"noData\": {\"expect\": [{\"h\": \"a\"}]} | noData.expect[0] incomplete-group",
                "\"condition\": \"v > 1\", \"noData\": {\"expect\": [{\"h\": \"a\", \"z\": \"b\"}]} |",
                "\"condition\": \"v > 1\", \"groupBy\": [\"h\"], \"noData\": {\"expect\": [{\"h\": \"a\"}]} |",
                "\"condition\": \"v > 1\", \"for\": \"1h\", \"occurrences\": {\"count\": 2, \"within\": \"5m\"},"
                        + " \"resolveWhen\": \"v < 1\", \"resolveAfter\": \"1m\", \"resolveOccurrences\": 2 |",
                "\"levels\": {\"info\": \"v > 1\", \"warning\": {\"when\": \"v > 2\", \"resolveWhen\": \"v < 1\","
                        + " \"for\": \"1m\"}}, \"for\": \"2m\", \"resolveWhen\": \"v < 0\" |",
            })
    void aKeyThatCanDoNothingIsAWarningAtItsPlace(String keys, String expected) {
        LoadResult<RuleSet> result = load(keys, "");

        assertThat(result.value()).isPresent();
        assertThat(result.problems()).noneMatch(FileProblem::isError);
        assertThat(places(result)).isEqualTo(expected == null ? List.of() : List.of("$.rules[0]." + expected));
    }

    @Test
    void whatOnlyTheDefaultsSayIsNoWarning() {
        assertThat(places(load(
                        "\"condition\": \"v > 1\", \"stateful\": false", ", \"defaults\": {\"resolveAfter\": \"1m\"}")))
                .isEmpty();
    }

    private static List<String> places(LoadResult<RuleSet> result) {
        return result.problems().stream()
                .map(problem -> problem.path() + " " + problem.code())
                .toList();
    }

    private static LoadResult<RuleSet> load(String keys, String more) {
        return RuleFile.parse(
                "rules.json",
                "{\"version\": 1, " + CATEGORIES + more + ", \"rules\": [{\"id\": \"r\", \"category\": \"c\", " + keys
                        + "}]}");
    }
}

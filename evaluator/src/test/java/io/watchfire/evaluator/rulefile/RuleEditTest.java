package io.watchfire.evaluator.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleEditTest {
    private static final RuleSet RULES = RuleFile.parse("rules.json", """
                    {"version": 1,
                     "categories": {"app": {"tags": ["oname"], "fields": {"resp_time": "ms"}}},
                     "rules": [{"id": "a", "category": "app", "condition": "resp_time >= 1s"},
                               {"id": "b", "category": "app", "condition": "resp_time >= 2s"},
                               {"id": "c", "category": "app", "condition": "resp_time >= 3s"}]}""").orElseThrow();

    @Test
    void aRuleIsReplacedInItsPlaceANewOneStandsLastAndTheOthersAreTheSame() {
        RuleSet edited = new RuleEdit()
                .put("request", "{\"id\": \"b\", \"category\": \"app\", \"condition\": \"resp_time >= 9s\"}")
                .put(definition("d", "resp_time >= 4s"))
                .remove("a")
                .applyTo(RULES)
                .orElseThrow();

        assertThat(edited.rules()).extracting(Rule::id).containsExactly("b", "c", "d");
        assertThat(edited.rules().get(0).levels().get(0).condition().source()).isEqualTo("resp_time >= 9s");
        assertThat(edited.rules().get(1)).isSameAs(RULES.rules().get(2));
        assertThat(edited.categories()).isEqualTo(RULES.categories());
        assertThat(RULES.rules()).extracting(Rule::id).containsExactly("a", "b", "c");
    }

    @Test
    void anEditCanBeAppliedAgain() {
        RuleEdit edit = new RuleEdit().put(definition("d", "resp_time >= 4s"));

        RuleSet once = edit.applyTo(RULES).orElseThrow();

        assertThat(edit.applyTo(once).orElseThrow().rules()).hasSize(4);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatIsWrongIsToldWithItsPlace(String what, UnaryOperator<RuleEdit> edits, String place, String code) {
        LoadResult<RuleSet> result = edits.apply(new RuleEdit()).applyTo(RULES);

        assertThat(result.value()).isEmpty();
        assertThat(result.problems())
                .first()
                .extracting(RuleEditTest::placeOf, FileProblem::code)
                .containsExactly(place, code);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(
                        "an id that is taken",
                        e -> e.add(definition("a", "resp_time >= 1s")),
                        "rule a $.id 1:1",
                        "duplicate-id"),
                wrong(
                        "an id that is taken, in JSON",
                        e -> e.add(
                                "request",
                                "{\"category\": \"app\",\n\"id\": \"a\", \"condition\": \"resp_time >= 1s\"}"),
                        "request $.id 2:7",
                        "duplicate-id"),
                wrong(
                        "an id twice",
                        e -> e.put(definition("d", "resp_time >= 1s")).put(definition("d", "resp_time >= 2s")),
                        "rule d $.id 1:1",
                        "duplicate-id"),
                wrong(
                        "put and removed",
                        e -> e.put(definition("a", "resp_time >= 1s")).remove("a"),
                        "rule a $.id 1:1",
                        "duplicate-id"),
                wrong("nothing to remove", e -> e.remove("z"), "rule z $ 1:1", "unknown-rule"),
                wrong(
                        "a name of no category",
                        e -> e.put(definition("d", "tps >= 1")),
                        "rule d $.condition 1:1",
                        "unknown-name"),
                wrong(
                        "a category that is not declared",
                        e -> e.put(RuleDefinition.of("d")
                                .category("web")
                                .condition("resp_time >= 1s")
                                .build()),
                        "rule d $.category 1:1",
                        "unknown-category"),
                wrong("no JSON", e -> e.put("request", "{\"id\": "), "request $ 1:8", "json-syntax"),
                wrong("no rule", e -> e.put("request", "[]"), "request $ 1:1", "wrong-type"),
                wrong(
                        "an unknown key",
                        e -> e.put(
                                "request",
                                "{\"idd\": 1, \"id\": \"d\", \"category\": \"app\", \"condition\": \"resp_time > 1s\"}"),
                        "request $.idd 1:2",
                        "unknown-key"));
    }

    private static Arguments wrong(String what, UnaryOperator<RuleEdit> edits, String place, String code) {
        return Arguments.of(what, edits, place, code);
    }

    private static String placeOf(FileProblem problem) {
        return problem.file() + " " + problem.path() + " " + problem.line() + ":" + problem.column();
    }

    private static RuleDefinition definition(String id, String condition) {
        return RuleDefinition.of(id).category("app").condition(condition).build();
    }
}

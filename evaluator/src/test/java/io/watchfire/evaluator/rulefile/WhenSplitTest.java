package io.watchfire.evaluator.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Schema;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.Target;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How {@code when} falls into target and condition. */
class WhenSplitTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<JsonNode> cases() throws IOException {
        InputStream in = Objects.requireNonNull(WhenSplitTest.class.getResourceAsStream("when-split.jsonl"));
        try (MappingIterator<JsonNode> lines = JSON.readerFor(JsonNode.class).readValues(in)) {
            return lines.readAll();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void withDeclaredCategoriesItIsSplitAtLoad(JsonNode expected) {
        Rule rule = rule(expected.get("when").asText(), expected.get("tags"));

        assertThat(targetTerms(rule.target())).isEqualTo(canonical(expected.get("target")));
        assertThat(terms(rule.levels().get(0).condition())).isEqualTo(canonical(expected.get("condition")));
    }

    @Test
    void withoutDeclaredCategoriesItIsLeftToTheEvents() {
        Rule rule = rule("okindName == 'a' and (resp_time >= 2000 and 1 < 2)", null);

        assertThat(rule.target()).isInstanceOf(Target.Split.class);
        assertThat(targetTerms(rule.target())).containsExactly("okindName == 'a'", "resp_time >= 2000", "1 < 2");
        assertThat(rule.levels().get(0).condition().source())
                .isEqualTo("okindName == 'a' and (resp_time >= 2000 and 1 < 2)");
    }

    @Test
    void aTermWithoutNamesBelongsToTheCondition() {
        JsonNode tags = JSON.createArrayNode().add("okindName");

        Rule rule = rule("okindName == 'a' && 1 < 2 && 2 < 3", tags);

        assertThat(targetTerms(rule.target())).hasSize(1);
        assertThat(terms(rule.levels().get(0).condition())).hasSize(2);
    }

    @Test
    void aWhenOfTagsOnlyHoldsOnEveryEventOfItsTarget() {
        Rule rule = rule(
                "okindName == 'a' && okindName != 'b'", JSON.createArrayNode().add("okindName"));

        assertThat(targetTerms(rule.target())).hasSize(2);
        assertThat(rule.levels().get(0).condition().canonical()).isEqualTo("true");
    }

    /** Whatever is a condition can be split, at the bounds of the language too. */
    static List<String> difficult() {
        return List.of(
                "(".repeat(150) + "resp_time > 1" + ")".repeat(150) + " && tx_error > 1 && okindName == 'a'",
                "not ".repeat(148) + "(tx_error > 1 && resp_time > 1) && okindName == 'a' && not okindName == 'b'",
                "tx_error>1&&".repeat(80_000) + "okindName == 'a'",
                "${ odd \u00a0name} == 'a' && `a}b` == 'b' && resp_time > 1 && tx_error > 1");
    }

    @ParameterizedTest
    @MethodSource("difficult")
    void whateverIsAConditionCanBeSplit(String when) {
        JsonNode tags =
                JSON.createArrayNode().add("okindName").add("odd \u00a0name").add("a}b");

        Rule rule = rule(when, tags);

        assertThat(rule.target()).isInstanceOf(Target.When.class);
        assertThat(rule.levels().get(0).condition().names()).contains("tx_error");
    }

    private static Rule rule(String when, @Nullable JsonNode tags) {
        ObjectNode file = JSON.createObjectNode().put("version", 1);
        if (tags != null) {
            ObjectNode category = file.putObject("categories").putObject("app");
            category.set("tags", tags);
            category.putObject("fields")
                    .put("resp_time", "number")
                    .put("tx_error", "number")
                    .put("tx_count", "number");
        }
        file.putArray("rules").addObject().put("id", "r").put("category", "app").put("when", when);
        return RuleFile.parse("rules.json", file.toString())
                .orElseThrow()
                .rules()
                .get(0);
    }

    private static List<String> targetTerms(Target target) {
        if (target instanceof Target.When when) {
            return terms(when.condition());
        }
        return target instanceof Target.Split split
                ? split.conjuncts().stream().map(CheckedExpression::canonical).toList()
                : List.of();
    }

    private static List<String> terms(CheckedExpression expression) {
        return expression.conjuncts().stream().map(CheckedExpression::canonical).toList();
    }

    private static List<String> canonical(JsonNode texts) {
        List<String> canonical = new ArrayList<>();
        texts.forEach(text -> canonical.add(RuleLanguage.standard()
                .analyze(text.asText(), Schema.undeclared().newScope())
                .expression()
                .orElseThrow()
                .canonical()));
        return canonical;
    }
}

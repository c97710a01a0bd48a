package io.watchfire.evaluator.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleCompilerTest {
    private static final Category APP =
            Category.of("app_counter", List.of("okindName", "oname"), Map.of("resp_time", "ms", "status", "text"));

    @Test
    void rulesOfAProgramAreCompiledLikeThoseOfAFile() {
        RuleDefinition slow = RuleDefinition.of("slow")
                .category("app_counter")
                .target("okindName == 'btf-order'")
                .condition("resp_time >= 2s")
                .level(Level.CRITICAL)
                .groupBy("oname", "okindName")
                .holdsFor(Duration.ofMinutes(1))
                .occurrences(3, Duration.ofMinutes(5))
                .receiverTags("order")
                .message("${oname} takes ${resp_time} ms")
                .label("team", "order")
                .build();

        Rule rule = RuleCompiler.compile(List.of(slow), List.of(APP))
                .orElseThrow()
                .rules()
                .get(0);

        assertThat(rule.levels()).singleElement().satisfies(level -> {
            assertThat(level.level()).isEqualTo(Level.CRITICAL);
            assertThat(level.forMillis()).isEqualTo(60_000);
            assertThat(level.occurrences()).isEqualTo(new Occurrences(3, 300_000));
        });
        assertThat(rule.groupBy()).containsExactly("okindName", "oname");
        assertThat(rule.notices().receiverTags()).containsExactly("order");
    }

    @Test
    void allErrorsOfAllRulesAreToldTogether() {
        CompiledRules compiled = RuleCompiler.compile(
                List.of(
                        RuleDefinition.named("느린 주문")
                                .category("app_counter")
                                .condition("resp_tme >= 2s")
                                .build(),
                        RuleDefinition.of("느린-주문").category("app").build()),
                List.of(APP));

        assertThatThrownBy(compiled::orElseThrow)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                rule 0: condition: error[unknown-name]: there is no tag or field resp_tme
                  1 | resp_tme >= 2s
                    | ^^^^^^^^
                  help: did you mean resp_time?
                rule 1: category: error[unknown-category]: there is no category "app"
                  help: known are: app_counter
                rule 1: condition: error[missing-key]: a rule has to have "condition", "levels" or "when"
                  help: it says what to look for
                rule 1: id: error[duplicate-id]: the id "느린-주문" is taken by another rule (rule 0)
                  help: give one of them another "id\"""");
    }

    @Test
    void timesAndCountsThatCannotBeAreRefusedAtOnce() {
        RuleDefinitionBuilder rule = RuleDefinition.of("r");

        assertThatThrownBy(() -> rule.holdsFor(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a duration must not be negative: PT-1S");
        assertThatThrownBy(() -> rule.occurrences(0)).hasMessage("a count must be at least 1: 0");
        assertThatThrownBy(() -> Category.of("a", List.of(), Map.of("f", "millis")))
                .hasMessage("millis is no type of a field");
    }

    @Test
    void twoCategoriesOfOneNameAreRefused() {
        assertThatThrownBy(() -> RuleCompiler.compile(List.of(), List.of(APP, APP)))
                .hasMessage("two categories are called app_counter");
    }

    @Test
    void aTargetOverATagOfAnotherCategoryIsToldWhoseItIs() {
        Category heap = Category.of("jvm_heap", List.of("pool"), Map.of("used", "bytes"));
        RuleDefinition wrong = RuleDefinition.of("wrong")
                .category("app_counter")
                .target("pool == 'eden'")
                .condition("used > 1GB")
                .build();

        CompiledRules compiled = RuleCompiler.compile(List.of(wrong), List.of(APP, heap));

        assertThat(compiled.problems())
                .extracting(RuleProblem::key, RuleProblem::code, RuleProblem::help)
                .containsExactly(
                        tuple("target", "unknown-name", "it is a name of the category jvm_heap"),
                        tuple("condition", "unknown-name", "it is a name of the category jvm_heap"));
    }
}

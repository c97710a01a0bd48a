package io.watchfire.dsl.normal;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Schema;
import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that several expressions reckon are found in slots. */
class SharedNumbersTest {
    /** Gives every number that is to be reckoned a slot. */
    private static final class SharesAll implements SlotResolver {
        final Map<String, Integer> names = new HashMap<>();
        final List<Term> numbers = new ArrayList<>();

        @Override
        public int slotOf(String name) {
            return names.computeIfAbsent(name, unused -> names.size());
        }

        @Override
        public int slotOf(Expression.Aggregate aggregate) {
            throw new AssertionError("none here");
        }

        @Override
        public int slotOf(Term number) {
            numbers.add(number);
            return 100 + numbers.size() - 1;
        }

        @Override
        public boolean sharesNumbers() {
            return true;
        }
    }

    private static CheckedExpression checked(String text) {
        return RuleLanguage.standard()
                .analyze(text, Schema.undeclared().newScope())
                .expression()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a / b * 100 > 5",
                "t == 'x' and (a / b * 100 > 5 or not (a / b * 100 between 7 and 9))",
                "a / b * 100 in (1, 2, 3)",
                "if(a / b * 100 > 2, true, false)",
                "nvl(a / b * 100 > 2, flag)",
            })
    void theLargestNumberHasTheSlot(String text) {
        SharesAll slots = new SharesAll();
        Term term = checked(text).normalForm(slots);

        assertThat(slots.numbers)
                .isNotEmpty()
                .allMatch(number ->
                        number instanceof Term.Chain chain && chain.operators().size() == 2);
        assertThat(term.slots()).contains(100).doesNotContain(slots.names.get("b"));
    }

    @Test
    void namesAndConstantsAreNoNumbersToReckon() {
        SharesAll slots = new SharesAll();

        assertThat(checked("a > 5 and b in (1, 2)").normalForm(slots)).isNotNull();
        assertThat(slots.numbers).isEmpty();
        assertThat(Evaluable.of(checked("a > 5").normalForm(slots))).isNotNull();
    }
}

package io.watchfire.dsl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Schema;
import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.syntax.Expression;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What looks at a value twice reckons it once: else each level of nesting would double the work. */
@Timeout(60)
class NestingTest {
    private static final Slots EMPTY = new Slots() {
        @Override
        public double number(int slot) {
            return Double.NaN;
        }

        @Override
        public String text(int slot) {
            return null;
        }

        @Override
        public Truth truth(int slot) {
            return Truth.UNKNOWN;
        }
    };

    private static Evaluable bind(String text) {
        return RuleLanguage.standard()
                .analyze(text, Schema.undeclared().newScope())
                .expression()
                .orElseThrow()
                .bind(new SlotResolver() {
                    @Override
                    public int slotOf(String name) {
                        return 0;
                    }

                    @Override
                    public int slotOf(Expression.Aggregate aggregate) {
                        return 0;
                    }
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nvl(       | a              | , b)                     | > 1",
                "nvl(       | a              | , b)                     | == c",
                "decode(    | a              | , b, c, d, e, f)         | == c",
                "((         | a > 1          | ) in (b, c))             | == d",
                "if((       | a              | ) between 1 and 2, 1, 2) | > 1",
                "decode(    | a + 1          | , 1, 2, 3, 4, 5)         | > 1",
            })
    void deepNestingIsEvaluatedAtOnce(String open, String inner, String close, String test) {
        String text = open.repeat(45) + inner + close.repeat(45) + " " + test;
        assertThat(bind(text).test(EMPTY)).isEqualTo(Truth.UNKNOWN);
    }
}

package io.watchfire.dsl.normal;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.FieldType;
import io.watchfire.dsl.Limits;
import io.watchfire.dsl.Schema;
import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.check.Checker;
import io.watchfire.dsl.parser.ExpressionParser;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.Expression;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizerTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "t", "wait", "heap", "cpu");

    private static final Schema SCHEMA = Schema.declaring(Map.of(
            "wait", FieldType.ofWord("s").orElseThrow(),
            "heap", FieldType.ofWord("KiB").orElseThrow(),
            "cpu", FieldType.ofWord("percent").orElseThrow()));

    private static Term normalForm(String text) {
        Expression tree = ExpressionParser.parse(text, Limits.DEFAULT).tree().orElseThrow();
        Checker.Checked checked = Checker.check(text, tree, SCHEMA.newScope());
        return Normalizer.normalize(tree, checked.types(), null, new SlotResolver() {
            @Override
            public int slotOf(String name) {
                return NAMES.indexOf(name);
            }

            @Override
            public int slotOf(Expression.Aggregate aggregate) {
                return NAMES.size();
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2000 <= a                          | a >= 2000",
                "not (a < 5)                        | a >= 5",
                "not (a < 5 and b == 1)             | a >= 5 or b != 1",
                "not not (a < 5)                    | a < 5",
                "not (a < 5 or not (b == 1))        | a >= 5 and b == 1",
                "a > 1 + 2 * 3                      | a > 7",
                "2 * 3 * a > 1                      | 6 * a > 1",
                "a > 1 and true                     | a > 1",
                "a > 1 and (b > 1 and c > 1)        | a > 1 and b > 1 and c > 1",
                "a > 1 and false                    | false",
                "a > 1 or true                      | true",
                "a == 1 or a == 2                   | a in (1, 2)",
                "a != 1 and a != 2 and b > 1        | not (a in (1, 2)) and b > 1",
                "a not in (1, 2)                    | not (a in (1, 2))",
                "t like 'x*' and a > 1              | startsWith(t, 'x') and a > 1",
                "t like '*x*'                       | contains(t, 'x')",
                "t like '*x'                        | endsWith(t, 'x')",
                "t like 'x'                         | t == 'x'",
                "lower('AB') == t                   | t == 'ab'",
                "if(1 > 2, a, b) > 1                | b > 1",
                "nvl(1 / 0, a) > 1                  | a > 1",
                "a / 0 > 1 / 0                      | a / 0 > nvl(1 / 0, 2 / 0)",
                "wait >= 2000ms                     | wait >= 2",
                "2000ms <= wait                     | wait >= 2",
                "wait in (1, 2s)                    | wait in (1, 2)",
                "wait between 1 and 5m              | wait between 1 and 300",
                "wait * 2 > 1m                      | wait * 2 > 60",
                "max(wait, 1m) > 2m                 | max(wait, 60) > 120",
                "heap >= 1GiB                       | heap >= 1048576",
                "cpu > 98%                          | cpu > 98",
            })
    void equalMeaningIsOneNormalForm(String written, String simpler) {
        assertThat(normalForm(written)).isEqualTo(normalForm(simpler));
    }

    @Test
    void whatTakesMuchLongerIsLookedAtLast() {
        Term.And and = (Term.And) normalForm("t matches 'x*' and a > 1 and t like 'x*'");
        assertThat(and.operands())
                .extracting(operand -> (Object) operand.getClass())
                .containsExactly(Term.Comparison.class, Term.Call.class, Term.Matches.class);
    }

    @Test
    void unknownConstantsAreNotTakenForFalse() {
        assertThat(normalForm("1 / 0 > 1 and a > 1")).isInstanceOf(Term.And.class);
        assertThat(normalForm("not (1 / 0 > 1)")).isEqualTo(normalForm("1 / 0 > 1"));
    }
}

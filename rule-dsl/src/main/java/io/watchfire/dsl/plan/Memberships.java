package io.watchfire.dsl.plan;

import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.operation.Numbers;
import io.watchfire.dsl.operation.Texts;
import io.watchfire.dsl.operation.Values;
import io.watchfire.dsl.syntax.ComparisonOperator;
import java.util.Set;

/** {@code in} and {@code between}. */
final class Memberships {
    private Memberships() {}

    static Closures.Condition of(Term.Condition term) {
        if (term instanceof Term.AmongTexts among) {
            Closures.Text value = Textuals.of(among.value());
            Set<String> elements = among.elements();
            return event -> Texts.among(value.of(event), elements);
        } else if (term instanceof Term.AmongNumbers among) {
            Closures.Number value = Numerics.of(among.value());
            double[] elements =
                    among.elements().stream().mapToDouble(Double::doubleValue).toArray();
            return event -> Numbers.among(value.of(event), elements);
        } else if (term instanceof Term.Among among) {
            return among.compared() == ValueType.NUMBER
                    ? ofNumbers(Numerics.of(among.value()), Closures.numbers(among.elements()))
                    : ofValues(Anything.of(among.value()), Closures.values(among.elements()));
        }
        return between((Term.Between) term);
    }

    private static Closures.Condition ofNumbers(Closures.Number value, Closures.Number[] elements) {
        return event -> {
            double wanted = value.of(event);
            Truth result = Truth.FALSE;
            for (Closures.Number element : elements) {
                result = result.or(Numbers.compare(ComparisonOperator.EQUAL, wanted, element.of(event)));
                if (result == Truth.TRUE) {
                    break;
                }
            }
            return result;
        };
    }

    private static Closures.Condition ofValues(Closures.Value value, Closures.Value[] elements) {
        return event -> {
            Object wanted = value.of(event);
            Truth result = Truth.FALSE;
            for (Closures.Value element : elements) {
                result = result.or(Values.compare(ComparisonOperator.EQUAL, wanted, element.of(event)));
                if (result == Truth.TRUE) {
                    break;
                }
            }
            return result;
        };
    }

    private static Closures.Condition between(Term.Between term) {
        if (term.compared() == ValueType.NUMBER) {
            Closures.Number value = Numerics.of(term.value());
            Closures.Number low = Numerics.of(term.low());
            Closures.Number high = Numerics.of(term.high());
            return event -> Numbers.between(value.of(event), low.of(event), high.of(event));
        }
        Closures.Value value = Anything.of(term.value());
        Closures.Value low = Anything.of(term.low());
        Closures.Value high = Anything.of(term.high());
        return event -> Values.between(value.of(event), low.of(event), high.of(event));
    }
}

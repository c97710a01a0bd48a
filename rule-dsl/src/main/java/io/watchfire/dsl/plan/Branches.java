package io.watchfire.dsl.plan;

import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.operation.Numbers;
import io.watchfire.dsl.operation.Texts;
import io.watchfire.dsl.operation.Values;
import io.watchfire.dsl.plan.Closures.Branch;
import io.watchfire.dsl.syntax.ComparisonOperator;
import java.util.ArrayList;
import java.util.List;

/** The branches of {@code if} and {@code decode}. */
final class Branches {
    private Branches() {}

    static Branch of(Term.If choice) {
        Closures.Condition condition = Conditions.of(choice.condition());
        return event -> switch (condition.of(event)) {
            case TRUE -> 0;
            case FALSE -> 1;
            case UNKNOWN -> Branch.UNKNOWN;
        };
    }

    static List<Term> results(Term.If choice) {
        return List.of(choice.then(), choice.otherwise());
    }

    /** The default stands last. */
    static List<Term> results(Term.Decode decode) {
        List<Term> results = new ArrayList<>(decode.results());
        results.add(decode.otherwise());
        return results;
    }

    static Branch of(Term.Decode decode) {
        return switch (decode.compared()) {
            case NUMBER -> ofNumbers(Numerics.of(decode.value()), Closures.numbers(decode.keys()));
            case TEXT -> ofTexts(Textuals.of(decode.value()), Closures.texts(decode.keys()));
            case BOOLEAN, ANY -> ofValues(Anything.of(decode.value()), Closures.values(decode.keys()));
        };
    }

    private static Branch ofNumbers(Closures.Number value, Closures.Number[] keys) {
        return event -> {
            double number = value.of(event);
            return first(
                    keys.length, event, (at, i) -> Numbers.compare(ComparisonOperator.EQUAL, number, keys[i].of(at)));
        };
    }

    private static Branch ofTexts(Closures.Text value, Closures.Text[] keys) {
        return event -> {
            String text = value.of(event);
            return first(keys.length, event, (at, i) -> Texts.compare(ComparisonOperator.EQUAL, text, keys[i].of(at)));
        };
    }

    private static Branch ofValues(Closures.Value value, Closures.Value[] keys) {
        return event -> {
            Object any = value.of(event);
            return first(keys.length, event, (at, i) -> Values.compare(ComparisonOperator.EQUAL, any, keys[i].of(at)));
        };
    }

    /** Whether a value equals the key of that index. */
    private interface Equality {
        Truth test(Slots event, int key);
    }

    private static int first(int keys, Slots event, Equality equality) {
        for (int i = 0; i < keys; i++) {
            Truth equal = equality.test(event, i);
            if (equal != Truth.FALSE) {
                return equal == Truth.TRUE ? i : Branch.UNKNOWN;
            }
        }
        return keys;
    }
}

package io.watchfire.dsl.plan;

import io.watchfire.dsl.operation.Texts;
import io.watchfire.dsl.operation.Values;
import io.watchfire.dsl.plan.Closures.Branch;
import java.util.List;

/** Terms that give a text. */
final class Textuals {
    private Textuals() {}

    static Closures.Text of(Term term) {
        if (term instanceof Term.TextConstant constant) {
            String value = constant.value();
            return event -> value;
        } else if (term instanceof Term.Slot leaf) {
            int slot = leaf.slot();
            return event -> event.text(slot);
        } else if (term instanceof Term.Call call) {
            return call(call.function(), call.arguments());
        } else if (term instanceof Term.Nvl nvl) {
            Closures.Text first = of(nvl.first());
            Closures.Text second = of(nvl.second());
            return event -> {
                String text = first.of(event);
                return text == null ? second.of(event) : text;
            };
        } else if (term instanceof Term.If choice) {
            return choice(Branches.of(choice), Closures.texts(Branches.results(choice)));
        } else if (term instanceof Term.Decode decode) {
            return choice(Branches.of(decode), Closures.texts(Branches.results(decode)));
        }
        Closures.Value operand = Anything.of(((Term.Cast) term).operand());
        return event -> Values.text(operand.of(event));
    }

    private static Closures.Text choice(Branch branch, Closures.Text[] results) {
        return event -> {
            int index = branch.of(event);
            return index == Branch.UNKNOWN ? null : results[index].of(event);
        };
    }

    private static Closures.Text call(Function function, List<Term> arguments) {
        Closures.Text text = of(arguments.get(0));
        return switch (function) {
            case LOWER -> event -> Texts.lower(text.of(event));
            case UPPER -> event -> Texts.upper(text.of(event));
            case TRIM -> event -> Texts.trim(text.of(event));
            case REPLACE -> {
                Closures.Text what = of(arguments.get(1));
                Closures.Text with = of(arguments.get(2));
                yield event -> Texts.replace(text.of(event), what.of(event), with.of(event));
            }
            case SUBSTRING -> {
                Closures.Number start = Numerics.of(arguments.get(1));
                Closures.Number end = Numerics.of(arguments.get(2));
                yield event -> Texts.substring(text.of(event), start.of(event), end.of(event));
            }
            default -> throw new IllegalArgumentException("not a text: " + function);
        };
    }
}

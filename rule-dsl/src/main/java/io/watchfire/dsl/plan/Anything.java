package io.watchfire.dsl.plan;

import io.watchfire.dsl.operation.Values;
import io.watchfire.dsl.plan.Closures.Branch;

/** Terms of which only the event says what they give, and others taken for such. */
final class Anything {
    private Anything() {}

    static Closures.Value of(Term term) {
        return switch (term.type()) {
            case NUMBER -> {
                Closures.Number number = Numerics.of(term);
                yield event -> Values.of(number.of(event));
            }
            case BOOLEAN -> {
                Closures.Condition condition = Conditions.of(term);
                yield event -> Values.of(condition.of(event));
            }
            case TEXT -> Textuals.of(term)::of;
            case ANY -> ofAny(term);
        };
    }

    private static Closures.Value ofAny(Term term) {
        if (term instanceof Term.Slot leaf) {
            int slot = leaf.slot();
            return event -> Values.read(event, slot);
        } else if (term instanceof Term.Nvl nvl) {
            Closures.Value first = of(nvl.first());
            Closures.Value second = of(nvl.second());
            return event -> {
                Object value = first.of(event);
                return value == null ? second.of(event) : value;
            };
        } else if (term instanceof Term.If choice) {
            return choice(Branches.of(choice), Closures.values(Branches.results(choice)));
        }
        Term.Decode decode = (Term.Decode) term;
        return choice(Branches.of(decode), Closures.values(Branches.results(decode)));
    }

    private static Closures.Value choice(Branch branch, Closures.Value[] results) {
        return event -> {
            int index = branch.of(event);
            return index == Branch.UNKNOWN ? null : results[index].of(event);
        };
    }
}

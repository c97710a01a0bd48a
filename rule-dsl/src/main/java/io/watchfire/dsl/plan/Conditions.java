package io.watchfire.dsl.plan;

import io.watchfire.dsl.Truth;
import io.watchfire.dsl.operation.Numbers;
import io.watchfire.dsl.operation.TextPattern;
import io.watchfire.dsl.operation.Texts;
import io.watchfire.dsl.operation.Values;
import io.watchfire.dsl.plan.Closures.Branch;
import io.watchfire.dsl.syntax.ComparisonOperator;
import java.util.List;

/** Terms that give a verdict. */
final class Conditions {
    private Conditions() {}

    static Closures.Condition of(Term term) {
        if (term instanceof Term.TruthConstant constant) {
            Truth value = constant.value();
            return event -> value;
        } else if (term instanceof Term.Slot leaf) {
            int slot = leaf.slot();
            return event -> event.truth(slot);
        } else if (term instanceof Term.And and) {
            return and(Closures.conditions(and.operands()));
        } else if (term instanceof Term.Or or) {
            return or(Closures.conditions(or.operands()));
        } else if (term instanceof Term.Not not) {
            Closures.Condition operand = of(not.operand());
            return event -> operand.of(event).not();
        } else if (term instanceof Term.Comparison comparison) {
            return comparison(comparison);
        } else if (term instanceof Term.IsUnknown test) {
            return isUnknown(test.operand());
        } else if (term instanceof Term.Matches match) {
            Closures.Text text = Textuals.of(match.value());
            TextPattern pattern = match.pattern();
            return event -> {
                String value = text.of(event);
                return value == null ? Truth.UNKNOWN : Truth.of(pattern.matches(value));
            };
        } else if (term instanceof Term.Call call) {
            return call(call.function(), call.arguments());
        }
        return choiceOrMembership(term);
    }

    private static Closures.Condition choiceOrMembership(Term term) {
        if (term instanceof Term.Nvl nvl) {
            Closures.Condition first = of(nvl.first());
            Closures.Condition second = of(nvl.second());
            return event -> {
                Truth truth = first.of(event);
                return truth == Truth.UNKNOWN ? second.of(event) : truth;
            };
        } else if (term instanceof Term.If choice) {
            return choice(Branches.of(choice), Closures.conditions(Branches.results(choice)));
        } else if (term instanceof Term.Decode decode) {
            return choice(Branches.of(decode), Closures.conditions(Branches.results(decode)));
        } else if (term instanceof Term.Cast cast) {
            Closures.Value operand = Anything.of(cast.operand());
            return event -> Values.truth(operand.of(event));
        }
        return Memberships.of((Term.Condition) term);
    }

    /** False wins, then unknown. */
    private static Closures.Condition and(Closures.Condition[] operands) {
        return event -> {
            Truth result = Truth.TRUE;
            for (Closures.Condition operand : operands) {
                result = result.and(operand.of(event));
                if (result == Truth.FALSE) {
                    break;
                }
            }
            return result;
        };
    }

    /** True wins, then unknown. */
    private static Closures.Condition or(Closures.Condition[] operands) {
        return event -> {
            Truth result = Truth.FALSE;
            for (Closures.Condition operand : operands) {
                result = result.or(operand.of(event));
                if (result == Truth.TRUE) {
                    break;
                }
            }
            return result;
        };
    }

    private static Closures.Condition choice(Branch branch, Closures.Condition[] results) {
        return event -> {
            int index = branch.of(event);
            return index == Branch.UNKNOWN ? Truth.UNKNOWN : results[index].of(event);
        };
    }

    private static Closures.Condition comparison(Term.Comparison comparison) {
        ComparisonOperator operator = comparison.operator();
        switch (comparison.compared()) {
            case NUMBER -> {
                Closures.Number left = Numerics.of(comparison.left());
                Closures.Number right = Numerics.of(comparison.right());
                return event -> Numbers.compare(operator, left.of(event), right.of(event));
            }
            case TEXT -> {
                Closures.Text left = Textuals.of(comparison.left());
                Closures.Text right = Textuals.of(comparison.right());
                return event -> Texts.compare(operator, left.of(event), right.of(event));
            }
            default -> {
                Closures.Value left = Anything.of(comparison.left());
                Closures.Value right = Anything.of(comparison.right());
                return event -> Values.compare(operator, left.of(event), right.of(event));
            }
        }
    }

    private static Closures.Condition isUnknown(Term operand) {
        return switch (operand.type()) {
            case NUMBER -> {
                Closures.Number number = Numerics.of(operand);
                yield event -> Truth.of(Double.isNaN(number.of(event)));
            }
            case TEXT -> {
                Closures.Text text = Textuals.of(operand);
                yield event -> Truth.of(text.of(event) == null);
            }
            case BOOLEAN -> {
                Closures.Condition condition = of(operand);
                yield event -> Truth.of(condition.of(event) == Truth.UNKNOWN);
            }
            case ANY -> {
                Closures.Value value = Anything.of(operand);
                yield event -> Truth.of(value.of(event) == null);
            }
        };
    }

    private static Closures.Condition call(Function function, List<Term> arguments) {
        Closures.Text text = Textuals.of(arguments.get(0));
        Closures.Text part = Textuals.of(arguments.get(1));
        return switch (function) {
            case STARTS_WITH -> event -> Texts.startsWith(text.of(event), part.of(event));
            case ENDS_WITH -> event -> Texts.endsWith(text.of(event), part.of(event));
            case CONTAINS -> event -> Texts.contains(text.of(event), part.of(event));
            default -> throw new IllegalArgumentException("not a condition: " + function);
        };
    }
}

package io.watchfire.dsl.plan;

import static io.watchfire.dsl.operation.Numbers.known;

import io.watchfire.dsl.operation.Numbers;
import io.watchfire.dsl.operation.Texts;
import io.watchfire.dsl.operation.Values;
import io.watchfire.dsl.plan.Closures.Branch;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** Terms that give a number. */
final class Numerics {
    private Numerics() {}

    static Closures.Number of(Term term) {
        if (term instanceof Term.NumberConstant constant) {
            double value = constant.value();
            return event -> value;
        } else if (term instanceof Term.Slot leaf) {
            int slot = leaf.slot();
            return event -> known(event.number(slot));
        } else if (term instanceof Term.Converted converted) {
            Closures.Number operand = of(converted.operand());
            double multiply = converted.multiply();
            double divide = converted.divide();
            return event -> known(operand.of(event) * multiply / divide);
        } else if (term instanceof Term.Chain chain) {
            return chain(chain);
        } else if (term instanceof Term.Call call) {
            return call(call.function(), call.arguments());
        } else if (term instanceof Term.Nvl nvl) {
            Closures.Number first = of(nvl.first());
            Closures.Number second = of(nvl.second());
            return event -> {
                double number = first.of(event);
                return Double.isNaN(number) ? second.of(event) : number;
            };
        } else if (term instanceof Term.If choice) {
            return choice(Branches.of(choice), Closures.numbers(Branches.results(choice)));
        } else if (term instanceof Term.Decode decode) {
            return choice(Branches.of(decode), Closures.numbers(Branches.results(decode)));
        }
        Closures.Value operand = Anything.of(((Term.Cast) term).operand());
        return event -> Values.number(operand.of(event));
    }

    private static Closures.Number choice(Branch branch, Closures.Number[] results) {
        return event -> {
            int index = branch.of(event);
            return index == Branch.UNKNOWN ? Double.NaN : results[index].of(event);
        };
    }

    /** An infinite result on the way stays infinite or becomes NaN: it is enough to look at the end. */
    private static Closures.Number chain(Term.Chain chain) {
        Closures.Number first = of(chain.first());
        ArithmeticOperator[] operators = chain.operators().toArray(ArithmeticOperator[]::new);
        Closures.Number[] operands = Closures.numbers(chain.operands());
        return event -> {
            double result = first.of(event);
            for (int i = 0; i < operators.length; i++) {
                double operand = operands[i].of(event);
                result = switch (operators[i]) {
                    case ADD -> result + operand;
                    case SUBTRACT -> result - operand;
                    case MULTIPLY -> result * operand;
                    case DIVIDE -> result / operand;
                    case REMAINDER -> result % operand;
                };
            }
            return known(result);
        };
    }

    private static Closures.Number call(Function function, List<Term> arguments) {
        if (function == Function.LENGTH) {
            Closures.Text text = Textuals.of(arguments.get(0));
            return event -> Texts.length(text.of(event));
        }
        Closures.Number first = of(arguments.get(0));
        return switch (function) {
            case NEGATE -> event -> -first.of(event);
            case ABS -> event -> Math.abs(first.of(event));
            case CEIL -> event -> Math.ceil(first.of(event));
            case FLOOR -> event -> Math.floor(first.of(event));
            case ROUND -> {
                Closures.Number digits = of(arguments.get(1));
                yield event -> Numbers.round(first.of(event), digits.of(event));
            }
            case MIN -> fold(arguments, Math::min, 1);
            case MAX -> fold(arguments, Math::max, 1);
            case SUM -> fold(arguments, Double::sum, 1);
            case AVG -> fold(arguments, Double::sum, arguments.size());
            default -> throw new IllegalArgumentException("not a number: " + function);
        };
    }

    private static Closures.Number fold(List<Term> arguments, DoubleBinaryOperator function, double divisor) {
        Closures.Number[] numbers = Closures.numbers(arguments);
        return event -> {
            double result = numbers[0].of(event);
            for (int i = 1; i < numbers.length; i++) {
                result = function.applyAsDouble(result, numbers[i].of(event));
            }
            return known(result / divisor);
        };
    }
}

package io.watchfire.dsl.plan;

import io.watchfire.dsl.Slots;
import io.watchfire.dsl.syntax.ArithmeticOperator;

/** Arithmetic on doubles. Whatever is not finite is unknown. */
final class Arithmetic {
    private Arithmetic() {}

    static final class Negation extends Node.Numeric {
        private final Node operand;

        Negation(Node operand) {
            this.operand = operand;
        }

        @Override
        public double number(Slots event) {
            return -operand.number(event);
        }
    }

    /** Steps of one precedence, from left to right. */
    static final class Chain extends Node.Numeric {
        private final Node first;
        private final ArithmeticOperator[] operators;
        private final Node[] operands;

        Chain(Node first, ArithmeticOperator[] operators, Node[] operands) {
            this.first = first;
            this.operators = operators;
            this.operands = operands;
        }

        @Override
        public double number(Slots event) {
            double result = first.number(event);
            for (int i = 0; i < operators.length; i++) {
                double operand = operands[i].number(event);
                result = switch (operators[i]) {
                    case ADD -> result + operand;
                    case SUBTRACT -> result - operand;
                    case MULTIPLY -> result * operand;
                    case DIVIDE -> result / operand;
                    case REMAINDER -> result % operand;
                };
                if (!Double.isFinite(result)) {
                    return Double.NaN;
                }
            }
            return result;
        }
    }
}

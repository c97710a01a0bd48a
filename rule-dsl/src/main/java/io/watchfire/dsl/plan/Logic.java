package io.watchfire.dsl.plan;

import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;

/** Kleene's and, or, not. */
final class Logic {
    private Logic() {}

    /** False wins, then unknown. */
    static final class And extends Node.Condition {
        private final Node[] operands;

        And(Node[] operands) {
            this.operands = operands;
        }

        @Override
        public Truth test(Slots event) {
            Truth result = Truth.TRUE;
            for (Node operand : operands) {
                result = result.and(operand.test(event));
                if (result == Truth.FALSE) {
                    return result;
                }
            }
            return result;
        }
    }

    /** True wins, then unknown. */
    static final class Or extends Node.Condition {
        private final Node[] operands;

        Or(Node[] operands) {
            this.operands = operands;
        }

        @Override
        public Truth test(Slots event) {
            Truth result = Truth.FALSE;
            for (Node operand : operands) {
                result = result.or(operand.test(event));
                if (result == Truth.TRUE) {
                    return result;
                }
            }
            return result;
        }
    }

    static final class Not extends Node.Condition {
        private final Node operand;

        Not(Node operand) {
            this.operand = operand;
        }

        @Override
        public Truth test(Slots event) {
            return operand.test(event).not();
        }
    }
}

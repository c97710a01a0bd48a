package io.watchfire.dsl.plan;

import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.ComparisonOperator;

/** Comparisons of two values, by what the values are. Unknown if either side is. */
final class Comparisons {
    private Comparisons() {}

    static Node of(ComparisonOperator operator, ValueType type, Node left, Node right) {
        return switch (type) {
            case NUMBER -> new OfNumbers(operator, left, right);
            case TEXT -> new OfTexts(operator, left, right);
            case BOOLEAN -> new OfBooleans(operator, left, right);
            case ANY -> new ByWhatTheyHold(operator, left, right);
        };
    }

    static Truth compare(ComparisonOperator operator, double left, double right) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return Truth.UNKNOWN;
        }
        return Truth.of(
                switch (operator) {
                    case EQUAL -> left == right;
                    case NOT_EQUAL -> left != right;
                    case LESS -> left < right;
                    case LESS_OR_EQUAL -> left <= right;
                    case GREATER -> left > right;
                    case GREATER_OR_EQUAL -> left >= right;
                });
    }

    private static Truth ofOrder(ComparisonOperator operator, int order) {
        return compare(operator, order, 0);
    }

    private static final class OfNumbers extends Node.Condition {
        private final ComparisonOperator operator;
        private final Node left;
        private final Node right;

        OfNumbers(ComparisonOperator operator, Node left, Node right) {
            this.operator = operator;
            this.left = left;
            this.right = right;
        }

        @Override
        public Truth test(Slots event) {
            return compare(operator, left.number(event), right.number(event));
        }
    }

    private static final class OfTexts extends Node.Condition {
        private final ComparisonOperator operator;
        private final Node left;
        private final Node right;

        OfTexts(ComparisonOperator operator, Node left, Node right) {
            this.operator = operator;
            this.left = left;
            this.right = right;
        }

        @Override
        public Truth test(Slots event) {
            String a = left.text(event);
            String b = right.text(event);
            if (a == null || b == null) {
                return Truth.UNKNOWN;
            }
            return switch (operator) {
                case EQUAL -> Truth.of(a.equals(b));
                case NOT_EQUAL -> Truth.of(!a.equals(b));
                default -> ofOrder(operator, Texts.compare(a, b));
            };
        }
    }

    private static final class OfBooleans extends Node.Condition {
        private final ComparisonOperator operator;
        private final Node left;
        private final Node right;

        OfBooleans(ComparisonOperator operator, Node left, Node right) {
            this.operator = operator;
            this.left = left;
            this.right = right;
        }

        @Override
        public Truth test(Slots event) {
            Truth a = left.test(event);
            Truth b = right.test(event);
            if (a == Truth.UNKNOWN || b == Truth.UNKNOWN || operator.isOrder()) {
                return Truth.UNKNOWN;
            }
            return Truth.of((a == b) == (operator == ComparisonOperator.EQUAL));
        }
    }

    /** Two names of which nothing is known beforehand: equal kinds compare, different ones are unknown. */
    private static final class ByWhatTheyHold extends Node.Condition {
        private final Node numbers;
        private final Node texts;
        private final Node booleans;

        ByWhatTheyHold(ComparisonOperator operator, Node left, Node right) {
            numbers = new OfNumbers(operator, left, right);
            texts = new OfTexts(operator, left, right);
            booleans = new OfBooleans(operator, left, right);
        }

        @Override
        public Truth test(Slots event) {
            Truth result = numbers.test(event);
            if (result == Truth.UNKNOWN) {
                result = texts.test(event);
            }
            return result == Truth.UNKNOWN ? booleans.test(event) : result;
        }
    }
}

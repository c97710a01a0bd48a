package io.watchfire.dsl.plan;

import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** {@code in}: as in SQL a hit is true, else unknown if the value or an element is, else false. */
final class Membership {
    private Membership() {}

    /** Any elements, each compared in turn. */
    static final class OfAny extends Node.Condition {
        private final Node[] equalities;

        /** @param equalities the value compared with each element */
        OfAny(Node[] equalities) {
            this.equalities = equalities;
        }

        @Override
        public Truth test(Slots event) {
            Truth result = Truth.FALSE;
            for (Node equality : equalities) {
                result = result.or(equality.test(event));
                if (result == Truth.TRUE) {
                    break;
                }
            }
            return result;
        }
    }

    static final class OfTexts extends Node.Condition {
        private final Node value;
        private final Set<String> elements;

        OfTexts(Node value, Set<String> elements) {
            this.value = value;
            this.elements = new HashSet<>(elements);
        }

        @Override
        public Truth test(Slots event) {
            String text = value.text(event);
            return text == null ? Truth.UNKNOWN : Truth.of(elements.contains(text));
        }
    }

    static final class OfNumbers extends Node.Condition {
        private final Node value;
        private final double[] elements;

        OfNumbers(Node value, double[] elements) {
            this.value = value;
            // Binary search tells -0.0 from 0.0, the language does not.
            this.elements =
                    Arrays.stream(elements).map(each -> each + 0.0).sorted().toArray();
        }

        @Override
        public Truth test(Slots event) {
            double number = value.number(event);
            return Double.isNaN(number) ? Truth.UNKNOWN : Truth.of(Arrays.binarySearch(elements, number + 0.0) >= 0);
        }
    }
}

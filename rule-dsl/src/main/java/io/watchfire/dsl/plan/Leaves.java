package io.watchfire.dsl.plan;

import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.check.Types.Conversion;
import org.jspecify.annotations.Nullable;

/** Constants and what is read from slots. */
final class Leaves {
    private Leaves() {}

    static final class NumberConstant extends Node.Numeric {
        final double value;

        NumberConstant(double value) {
            this.value = value;
        }

        @Override
        public double number(Slots event) {
            return value;
        }
    }

    static final class TextConstant extends Node.Textual {
        final String value;

        TextConstant(String value) {
            this.value = value;
        }

        @Override
        public String text(Slots event) {
            return value;
        }
    }

    static final class BooleanConstant extends Node.Condition {
        private final Truth value;

        BooleanConstant(boolean value) {
            this.value = Truth.of(value);
        }

        @Override
        public Truth test(Slots event) {
            return value;
        }
    }

    /** A tag, a field, or the result of an aggregate. */
    static final class Slot extends Node {
        private final int slot;

        Slot(int slot) {
            this.slot = slot;
        }

        @Override
        public Truth test(Slots event) {
            return event.truth(slot);
        }

        @Override
        public double number(Slots event) {
            return Numeric.known(event.number(slot));
        }

        @Override
        public @Nullable String text(Slots event) {
            return event.text(slot);
        }
    }

    /** A number in another unit. */
    static final class Converted extends Node.Numeric {
        private final Node operand;
        private final Conversion conversion;

        Converted(Node operand, Conversion conversion) {
            this.operand = operand;
            this.conversion = conversion;
        }

        @Override
        public double number(Slots event) {
            return known(conversion.apply(operand.number(event)));
        }
    }
}

package io.watchfire.dsl.code;

import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.MapEvaluable;
import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.operation.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What generated classes extend: one expression of a shape, its literals and slots in final fields. A class reads either slots or maps;
 * all is unknown in every way that it does not override.
 */
abstract class Instance implements Evaluable, MapEvaluable {
    /** The first instance of the shape, of which all others are made; null for itself. Kept here so that it lives as long as its class is used. */
    final @Nullable Instance prototype;

    Instance(@Nullable Instance prototype) {
        this.prototype = prototype;
    }

    /** A new instance of the same shape. Called on the prototype only. */
    abstract Instance with(int[] slots, double[] numbers, @Nullable Object[] objects);

    @Override
    public Truth test(Slots event) {
        return Truth.UNKNOWN;
    }

    @Override
    public double number(Slots event) {
        return Double.NaN;
    }

    @Override
    public @Nullable String text(Slots event) {
        return null;
    }

    @Override
    public Truth test(Map<String, ?> event) {
        return Truth.UNKNOWN;
    }

    @Override
    public double number(Map<String, ?> event) {
        return Double.NaN;
    }

    @Override
    public @Nullable String text(Map<String, ?> event) {
        return null;
    }

    /** An expression of which only the event says what type it has. */
    abstract static class OfAnyType extends Instance {
        OfAnyType(@Nullable Instance prototype) {
            super(prototype);
        }

        @Nullable
        Object value(Slots event) {
            return null;
        }

        @Nullable
        Object value(Map<String, ?> event) {
            return null;
        }

        @Override
        public Truth test(Slots event) {
            return Values.truth(value(event));
        }

        @Override
        public double number(Slots event) {
            return Values.number(value(event));
        }

        @Override
        public @Nullable String text(Slots event) {
            return Values.text(value(event));
        }

        @Override
        public Truth test(Map<String, ?> event) {
            return Values.truth(value(event));
        }

        @Override
        public double number(Map<String, ?> event) {
            return Values.number(value(event));
        }

        @Override
        public @Nullable String text(Map<String, ?> event) {
            return Values.text(value(event));
        }
    }
}

package io.watchfire.dsl.plan;

import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.number.Decimal;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The functions on one event. Strict: unknown if an argument is, but for those that say otherwise. */
final class Functions {
    private Functions() {}

    /** {@code isNull(any)}: whether the argument is unknown, in whatever way; never unknown itself. */
    static final class IsNull extends Node.Condition {
        private final Node argument;

        IsNull(Node argument) {
            this.argument = argument;
        }

        @Override
        public Truth test(Slots event) {
            return Truth.of(argument.isUnknown(event));
        }
    }

    /** {@code nvl(a, b)}: the first, or the second where the first is unknown. */
    static final class Nvl extends Node {
        private final Node first;
        private final Node second;

        Nvl(Node first, Node second) {
            this.first = first;
            this.second = second;
        }

        private Node chosen(Slots event) {
            return first.isUnknown(event) ? second : first;
        }

        @Override
        public Truth test(Slots event) {
            return chosen(event).test(event);
        }

        @Override
        public double number(Slots event) {
            return chosen(event).number(event);
        }

        @Override
        public @Nullable String text(Slots event) {
            return chosen(event).text(event);
        }
    }

    /** A node of a declared type: what it holds of another type is unknown. */
    static final class NumberOnly extends Node.Numeric {
        private final Node argument;

        NumberOnly(Node argument) {
            this.argument = argument;
        }

        @Override
        public double number(Slots event) {
            return argument.number(event);
        }
    }

    /** As {@link NumberOnly}, for texts. */
    static final class TextOnly extends Node.Textual {
        private final Node argument;

        TextOnly(Node argument) {
            this.argument = argument;
        }

        @Override
        public @Nullable String text(Slots event) {
            return argument.text(event);
        }
    }

    /** As {@link NumberOnly}, for booleans. */
    static final class BooleanOnly extends Node.Condition {
        private final Node argument;

        BooleanOnly(Node argument) {
            this.argument = argument;
        }

        @Override
        public Truth test(Slots event) {
            return argument.test(event);
        }
    }

    /** {@code if} and {@code decode}: the first case whose condition is true; unknown as soon as one is unknown. */
    static final class Choice extends Node {
        private static final Node UNKNOWN = new Node() {};

        private final Node[] conditions;
        private final Node[] results;
        private final Node otherwise;

        Choice(Node[] conditions, Node[] results, Node otherwise) {
            this.conditions = conditions;
            this.results = results;
            this.otherwise = otherwise;
        }

        private Node chosen(Slots event) {
            for (int i = 0; i < conditions.length; i++) {
                Truth verdict = conditions[i].test(event);
                if (verdict != Truth.FALSE) {
                    return verdict == Truth.TRUE ? results[i] : UNKNOWN;
                }
            }
            return otherwise;
        }

        @Override
        public Truth test(Slots event) {
            return chosen(event).test(event);
        }

        @Override
        public double number(Slots event) {
            return chosen(event).number(event);
        }

        @Override
        public @Nullable String text(Slots event) {
            return chosen(event).text(event);
        }
    }

    /** {@code abs ceil floor} */
    static final class OfNumber extends Node.Numeric {
        private final Node argument;
        private final DoubleUnaryOperator function;

        OfNumber(Node argument, DoubleUnaryOperator function) {
            this.argument = argument;
            this.function = function;
        }

        @Override
        public double number(Slots event) {
            return function.applyAsDouble(argument.number(event));
        }
    }

    /** {@code round(n, digits)} */
    static final class Round extends Node.Numeric {
        private final Node argument;
        private final int digits;

        Round(Node argument, int digits) {
            this.argument = argument;
            this.digits = digits;
        }

        @Override
        public double number(Slots event) {
            return Decimal.round(argument.number(event), digits);
        }
    }

    /** {@code min max sum avg} of several arguments */
    static final class Fold extends Node.Numeric {
        private final Node[] arguments;
        private final DoubleBinaryOperator function;
        private final double divisor;

        Fold(Node[] arguments, DoubleBinaryOperator function, double divisor) {
            this.arguments = arguments;
            this.function = function;
            this.divisor = divisor;
        }

        @Override
        public double number(Slots event) {
            double result = arguments[0].number(event);
            for (int i = 1; i < arguments.length; i++) {
                result = function.applyAsDouble(result, arguments[i].number(event));
            }
            return known(result / divisor);
        }
    }

    /** {@code length(text)} */
    static final class Length extends Node.Numeric {
        private final Node argument;

        Length(Node argument) {
            this.argument = argument;
        }

        @Override
        public double number(Slots event) {
            String text = argument.text(event);
            return text == null ? Double.NaN : Texts.length(text);
        }
    }

    /** {@code lower upper trim} */
    static final class OfText extends Node.Textual {
        private final Node argument;
        private final UnaryOperator<String> function;

        OfText(Node argument, UnaryOperator<String> function) {
            this.argument = argument;
            this.function = function;
        }

        @Override
        public @Nullable String text(Slots event) {
            String text = argument.text(event);
            return text == null ? null : function.apply(text);
        }
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    /** {@code startsWith endsWith contains} */
    static final class TextTest extends Node.Condition {
        /** A test of two texts. */
        interface Predicate {
            boolean test(String text, String part);
        }

        private final Node text;
        private final Node part;
        private final Predicate predicate;

        TextTest(Node text, Node part, Predicate predicate) {
            this.text = text;
            this.part = part;
            this.predicate = predicate;
        }

        @Override
        public Truth test(Slots event) {
            String a = text.text(event);
            String b = part.text(event);
            return a == null || b == null ? Truth.UNKNOWN : Truth.of(predicate.test(a, b));
        }
    }

    /** {@code replace(text, what, with)} */
    static final class Replace extends Node.Textual {
        private final Node text;
        private final Node what;
        private final Node with;

        Replace(Node text, Node what, Node with) {
            this.text = text;
            this.what = what;
            this.with = with;
        }

        @Override
        public @Nullable String text(Slots event) {
            String a = text.text(event);
            String b = what.text(event);
            String c = with.text(event);
            if (a == null || b == null || c == null) {
                return null;
            }
            return b.isEmpty() ? a : a.replace(b, c);
        }
    }

    /** {@code substring(text, start, end)}; without an end to the end of the text */
    static final class Substring extends Node.Textual {
        private final Node text;
        private final Node start;
        private final @Nullable Node end;

        Substring(Node text, Node start, @Nullable Node end) {
            this.text = text;
            this.start = start;
            this.end = end;
        }

        @Override
        public @Nullable String text(Slots event) {
            String a = text.text(event);
            double from = start.number(event);
            double to = end == null ? Double.MAX_VALUE : end.number(event);
            return a == null || Double.isNaN(from) || Double.isNaN(to) ? null : Texts.substring(a, from, to);
        }
    }
}

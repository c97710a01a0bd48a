package io.watchfire.dsl.parser;

import io.watchfire.dsl.syntax.Quantity;
import io.watchfire.dsl.syntax.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a number's text says: its value and unit, or what is wrong with it. */
public sealed interface NumberText {
    /** A number, in the base unit of its quantity if it has one. */
    record Good(double value, @Nullable Quantity quantity) implements NumberText {}

    /** No number. */
    record Bad(String code, String message, @Nullable String help) implements NumberText {}

    /** Reads a number as the lexer takes it: with all letters, digits and points that touch it. */
    static NumberText of(String text) {
        return Reader.read(text);
    }

    /** The reading. */
    final class Reader {
        /** Groups of digits are taken once and for all: a long number is no deep one. */
        private static final Pattern NUMBER = Pattern.compile(
                "([0-9]+(?:_[0-9]+)*+(?:\\.[0-9]+(?:_[0-9]+)*+)?(?:[eE][+-]?[0-9]+(?:_[0-9]+)*+)?)(\\p{L}[\\p{L}\\p{M}]*)?");

        private static final Pattern DIGITS = Pattern.compile("[0-9]+(?:_[0-9]+)*+(?:\\.[0-9]+(?:_[0-9]+)*+)?");
        private static final Pattern WHOLE = Pattern.compile("[0-9]+(?:_[0-9]+)*+");
        private static final Pattern PART = Pattern.compile("([0-9][0-9_.]*)([^0-9_.]+)|([0-9][0-9_.]*)$");
        private static final List<String> TIMES = List.of("w", "d", "h", "m", "s", "ms");
        private static final String UNITS = "units are ms s m h d w, B kB MB GB TB PB KiB MiB GiB TiB PiB, and %";

        private Reader() {}

        static NumberText read(String text) {
            Matcher number = NUMBER.matcher(text);
            if (number.matches()) {
                String unit = number.group(2);
                if (unit == null) {
                    return number(text, number.group(1), 1, null);
                }
                Optional<Unit> known = Unit.ofWord(unit);
                if (known.isPresent()) {
                    return number(
                            text,
                            number.group(1),
                            known.get().scale(),
                            known.get().quantity());
                }
                if (!unit.equalsIgnoreCase("e")) {
                    return unknownUnit(text, unit);
                }
            }
            int end = 0;
            while (end < text.length() && "0123456789_.".indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            String rest = text.substring(end);
            boolean exponent = rest.matches("[eE]([-+].*|[0-9_.]*)");
            if (rest.isEmpty()
                    || exponent
                    || !DIGITS.matcher(text.substring(0, end)).matches()) {
                return new Bad(
                        "bad-number",
                        "'" + text + "' is not a number",
                        "numbers are written as 2000, 1.5, 1e6 or 100_000, with digits on both sides of the point");
            }
            return several(text);
        }

        private static NumberText number(String text, String digits, double scale, @Nullable Quantity quantity) {
            // A double is enough to see that the exponent is beyond all bounds, and cheap where a decimal would not be.
            double rough = Double.parseDouble(digits.replace("_", ""));
            double value = rough;
            if (scale != 1 && rough != 0 && !Double.isInfinite(rough)) {
                value = new BigDecimal(digits.replace("_", ""))
                        .multiply(BigDecimal.valueOf(scale))
                        .doubleValue();
            }
            if (Double.isInfinite(value)) {
                return new Bad(
                        "number-out-of-range",
                        "'" + text + "' is too large for a number",
                        "the largest is about 1.8e308");
            }
            return new Good(value, quantity);
        }

        /** Several numbers and units in a row: a duration such as {@code 1h30m}, if all is well. */
        private static NumberText several(String text) {
            Matcher part = PART.matcher(text);
            double millis = 0;
            int before = -1;
            boolean good = true;
            int at = 0;
            while (at < text.length()) {
                if (!part.find(at) || part.start() != at) {
                    return unknownUnit(text, text.substring(at));
                }
                String unit = part.group(2) == null ? "" : part.group(2);
                if (!unit.isEmpty() && Unit.ofWord(unit).isEmpty()) {
                    return unknownUnit(text, unit);
                }
                int rank = TIMES.indexOf(unit);
                String digits = part.group(1) == null ? part.group(3) : part.group(1);
                good &= rank > before && WHOLE.matcher(digits).matches();
                if (good) {
                    millis += Double.parseDouble(digits.replace("_", ""))
                            * Unit.ofWord(unit).orElseThrow().scale();
                }
                before = rank;
                at = part.end();
            }
            return good
                    ? new Good(millis, Quantity.DURATION)
                    : new Bad(
                            "bad-duration",
                            "'" + text + "' is not a duration",
                            "several parts go from large to small, each unit once, all of them whole: 1h30m");
        }

        private static NumberText unknownUnit(String text, String unit) {
            if (text.startsWith("0x") || text.startsWith("0X")) {
                return new Bad(
                        "unknown-unit", "'" + text + "' is no number", "numbers are decimal; there is no hexadecimal");
            }
            boolean name = unit.length() > 1 && help(unit).equals(UNITS);
            return new Bad(
                    "unknown-unit",
                    "'" + unit + "' in '" + text + "' is no unit",
                    name ? UNITS + "; a name that begins with a digit is written ${" + text + "}" : help(unit));
        }

        private static String help(String unit) {
            return switch (unit) {
                case "KB", "K", "kb", "Kb", "k" -> "kB is 1000 bytes, KiB is 1024 bytes";
                case "min", "mins", "minute", "minutes", "M" -> "minutes are written with m: 5m";
                case "sec", "secs", "second", "seconds", "S" -> "seconds are written with s: 5s";
                case "MS", "Ms", "msec", "msecs", "millis" -> "milliseconds are written with ms: 500ms";
                case "us", "\u00b5s", "\u03bcs", "ns" -> "the smallest unit is ms: 0.5ms";
                case "hour", "hours", "hr", "hrs", "H" -> "hours are written with h: 2h";
                case "day", "days", "D" -> "days are written with d: 7d";
                case "week", "weeks", "W" -> "weeks are written with w: 1w";
                case "mo", "month", "months", "y", "yr", "year", "years" -> "the largest unit is w: 52w";
                case "and", "or", "in", "not", "like", "between" -> "put a blank between the number and " + unit;
                case "pct", "percent" -> "percent is written with %: 98%";
                default ->
                    inOtherCase(unit)
                            .map(known -> "did you mean " + known + "? case counts")
                            .orElse(UNITS);
            };
        }

        private static Optional<String> inOtherCase(String unit) {
            return Stream.of("MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB", "B")
                    .filter(unit::equalsIgnoreCase)
                    .findFirst();
        }
    }
}

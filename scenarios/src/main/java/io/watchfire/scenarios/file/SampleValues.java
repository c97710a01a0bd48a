package io.watchfire.scenarios.file;

import io.watchfire.dsl.Severity;
import io.watchfire.dsl.Span;
import io.watchfire.dsl.number.Decimal;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.Problems;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a series: {@code 100x4 2500x6 _x2 90}.
 *
 * <p>{@code VxN} is V, N times; {@code A+BxN} and {@code A-BxN} are A and then N steps; {@code _} is no sample. After the
 * notation of {@code promtool test rules}, where N repeats follow the first value in every form.
 */
final class SampleValues {
    /** More would be no test of a rule any more, but one of memory. */
    private static final int MOST_VALUES = 1_000_000;

    private static final String UNSIGNED = "(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?";
    private static final Pattern PART = Pattern.compile(
            "(?<value>_|[+-]?" + UNSIGNED + ")(?:(?<sign>[+-])(?<step>" + UNSIGNED + "))?(?:x(?<count>[0-9]+))?");
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final String HELP =
            "values are written as 5, -1.5e3, 5x10 (ten times), 0+2x10 (ten steps of 2), _ and _x3 (no sample)";

    private final JsonText text;
    private final Problems problems;
    private final List<@Nullable Double> values = new ArrayList<>();

    private SampleValues(JsonText text, Problems problems) {
        this.text = text;
        this.problems = problems;
    }

    /** The values, one for each step of time, null where there is no sample. What is wrong goes to the problems. */
    static List<@Nullable Double> read(JsonText text, Problems problems) {
        SampleValues reader = new SampleValues(text, problems);
        Matcher word = WORD.matcher(text.value());
        while (word.find() && reader.part(word.group(), word.start())) {
            // Each part adds its values.
        }
        return reader.values;
    }

    /** Returns false if there is no use in going on. */
    private boolean part(String word, int start) {
        Matcher part = PART.matcher(word);
        if (!part.matches()) {
            return error("bad-values", "\"" + word + "\" is no value", start, word);
        }
        boolean steps = part.group("sign") != null;
        boolean gap = part.group("value").equals("_");
        if (gap && steps) {
            return error("bad-values", "\"" + word + "\" is no value: a gap has no steps", start, word);
        }
        if (steps && part.group("count") == null) {
            return error("bad-values", "\"" + word + "\" does not say how many steps", start, word);
        }
        long count = count(part.group("count"));
        if (count < 1) {
            return error("bad-values", "\"" + word + "\" is nothing: the number behind x is at least 1", start, word);
        }
        if (values.size() + count + (steps ? 1 : 0) > MOST_VALUES) {
            return error("too-many-values", "a series has at most " + MOST_VALUES + " values", start, word);
        }
        if (gap) {
            add(null, count);
            return true;
        }
        double first = Double.parseDouble(part.group("value"));
        double step = steps ? Double.parseDouble(part.group("sign") + part.group("step")) : 0;
        if (!Double.isFinite(first) || !Double.isFinite(step) || !Double.isFinite(first + step * count)) {
            return error("bad-values", "\"" + word + "\" is too large a number", start, word);
        }
        if (steps) {
            addSteps(first, step, count);
        } else {
            add(first, count);
        }
        return true;
    }

    private static long count(@Nullable String digits) {
        if (digits == null) {
            return 1;
        }
        return digits.length() > 9 ? MOST_VALUES + 1L : Long.parseLong(digits);
    }

    private void add(@Nullable Double value, long count) {
        for (long i = 0; i < count; i++) {
            values.add(value);
        }
    }

    /** Counts in decimals, so that the third step of 0+0.1x9 is 0.3, as one would write it. */
    private void addSteps(double first, double step, long count) {
        BigDecimal from = Decimal.shortest(first);
        BigDecimal each = Decimal.shortest(step);
        for (long i = 0; i <= count; i++) {
            values.add(from.add(each.multiply(BigDecimal.valueOf(i))).doubleValue());
        }
    }

    private boolean error(String code, String message, int start, String word) {
        problems.addInside(text, Severity.ERROR, code, message, HELP, new Span(start, start + word.length()), null);
        return !code.equals("too-many-values");
    }
}

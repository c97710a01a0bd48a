package io.watchfire.evaluator.oracle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions over a window by their plain definitions: exact sums, sorted samples, one rounding at the end. */
final class Aggregates {
    private Aggregates() {}

    /**
     * The result; null if it is unknown.
     *
     * @param inside the values in the window, oldest first
     * @param base the value of the last sample before it; null if there is none
     */
    static @Nullable Object of(OracleWindow window, List<Object> inside, @Nullable Object base, WindowEdges edges) {
        if (window.function().equals("count")) {
            return inside.isEmpty() ? edges.countOfNothing() : (Double) (double) inside.size();
        }
        if (inside.isEmpty()) {
            return edges.resultOfNothing(window.function());
        }
        List<Object> steps = new ArrayList<>(inside);
        if (base != null && edges.stepsBeginBeforeTheWindow()) {
            steps.add(0, base);
        }
        return switch (window.function()) {
            case "first" -> inside.get(0);
            case "last" -> inside.get(inside.size() - 1);
            case "distinct" -> (double) new HashSet<>(inside).size();
            case "changes" -> changes(steps);
            default -> ofNumbers(window, numbers(inside), numbers(steps), edges);
        };
    }

    private static double ofNumbers(OracleWindow window, List<Double> inside, List<Double> steps, WindowEdges edges) {
        List<Double> sorted = inside.stream().sorted().toList();
        return switch (window.function()) {
            case "sum" -> sum(inside).doubleValue();
            case "avg" -> sum(inside).doubleValue() / inside.size();
            case "min" -> sorted.get(0);
            case "max" -> sorted.get(sorted.size() - 1);
            case "stddev" -> deviation(inside, edges);
            case "increase" -> increase(steps, edges);
            case "rate" -> increase(steps, edges) / edges.secondsOfRate(window);
            case "delta" -> steps.get(steps.size() - 1) - steps.get(0);
            default -> edges.quantile(sorted, window.q());
        };
    }

    private static List<Double> numbers(List<Object> values) {
        return values.stream().map(Double.class::cast).toList();
    }

    private static BigDecimal sum(List<Double> values) {
        return values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** sqrt(n * sum(x^2) - sum(x)^2) / n. */
    private static double deviation(List<Double> values, WindowEdges edges) {
        BigDecimal n = BigDecimal.valueOf(values.size());
        BigDecimal squares =
                values.stream().map(BigDecimal::new).map(x -> x.multiply(x)).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal sum = sum(values);
        double spread = n.multiply(squares).subtract(sum.multiply(sum)).doubleValue();
        return Math.sqrt(spread / values.size() / edges.divisorOfVariance(values.size()));
    }

    private static double increase(List<Double> steps, WindowEdges edges) {
        BigDecimal increase = BigDecimal.ZERO;
        for (int i = 1; i < steps.size(); i++) {
            increase = increase.add(new BigDecimal(edges.step(steps.get(i - 1), steps.get(i))));
        }
        return increase.doubleValue();
    }

    private static double changes(List<Object> steps) {
        int changes = 0;
        for (int i = 1; i < steps.size(); i++) {
            changes += steps.get(i).equals(steps.get(i - 1)) ? 0 : 1;
        }
        return changes;
    }
}

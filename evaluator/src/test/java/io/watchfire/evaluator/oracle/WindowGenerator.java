package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.event.Event;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes windows over the names of {@link WindowStreamGenerator}. */
final class WindowGenerator {
    private static final List<String> OF_NUMBERS = List.of(
            "avg",
            "sum",
            "min",
            "max",
            "stddev",
            "p50",
            "p90",
            "p95",
            "p99",
            "p999",
            "quantile",
            "rate",
            "increase",
            "delta",
            "first",
            "last");
    private static final List<String> OF_ANYTHING = List.of("count", "changes", "distinct");
    private static final List<Long> LENGTHS =
            List.of(1_000L, 2_000L, 3_000L, 5_000L, 5_000L, 8_000L, 11_000L, 13_000L, 13_000L);

    private static final Argument TEXT =
            new Argument("lower(text)", event -> Condition.lookUp(event, "text") instanceof String text ? text : null);

    private final Random random;

    WindowGenerator(Random random) {
        this.random = random;
    }

    /** What is looked at in each event: as text, and as a function. */
    private record Argument(String text, Function<Event, @Nullable Object> value) {
        static Argument of(Condition condition) {
            return new Argument(condition.text(), event -> switch (condition.on(event)) {
                case TRUE -> Boolean.TRUE;
                case FALSE, UNKNOWN -> null;
            });
        }
    }

    /** A window whose result is a number. {@code by} may be null. */
    OracleWindow window(@Nullable List<String> by) {
        if (chance(0.35)) {
            return window("count", chance(0.6) ? condition() : anything(), by);
        }
        if (chance(0.15)) {
            return window(pick(OF_ANYTHING), anything(), by);
        }
        String function = pick(OF_NUMBERS);
        if (List.of("first", "last").contains(function)) {
            return window(function, typed(pick(List.of("a", "v"))), by);
        }
        boolean counts = List.of("rate", "increase", "delta").contains(function);
        return window(function, counts && chance(0.7) ? field("c") : number(), by);
    }

    /** A window whose result is a text. */
    OracleWindow text(@Nullable List<String> by) {
        return window(pick(List.of("first", "last")), TEXT, by);
    }

    private OracleWindow window(String function, Argument argument, @Nullable List<String> by) {
        double q = q(function);
        Condition where = chance(0.2) ? where() : null;
        long over = pick(LENGTHS);
        long offset = chance(0.2) ? pick(List.of(1_000L, 2_000L, 5_000L)) : 0;
        String text = function + "(" + (function.equals("quantile") ? q + ", " : "") + argument.text()
                + (where == null ? "" : " where " + where.text())
                + ") over " + over + "ms"
                + (offset == 0 ? "" : " offset " + offset + "ms")
                + (by == null ? "" : " by " + String.join(", ", by));
        return new OracleWindow(text, function, q, argument.value(), where, over, offset, by);
    }

    private double q(String function) {
        return switch (function) {
            case "p50" -> 0.5;
            case "p90" -> 0.9;
            case "p95" -> 0.95;
            case "p99" -> 0.99;
            case "p999" -> 0.999;
            case "quantile" -> pick(List.of(0.0, 0.25, 0.3, 0.75, 1.0));
            default -> 0;
        };
    }

    private Argument number() {
        return switch (random.nextInt(6)) {
            case 0 -> field("b");
            case 1 -> field("c");
            case 2 -> new Argument("a + v", event -> sum(Condition.number(event, "a"), Condition.number(event, "v")));
            case 3, 4 -> field("v");
            default -> field("a");
        };
    }

    private static @Nullable Double sum(@Nullable Double left, @Nullable Double right) {
        return left == null || right == null ? null : (Double) (left + right);
    }

    private static Argument field(String name) {
        return new Argument(name, event -> Condition.number(event, name));
    }

    /** A number also where any type would do: what is undeclared has the type of its use. */
    private static Argument typed(String name) {
        return new Argument(name + " + 0", event -> Condition.number(event, name));
    }

    private Argument anything() {
        return switch (random.nextInt(3)) {
            case 0 -> new Argument("h", event -> event.tags().get("h"));
            case 1 -> typed(pick(List.of("a", "b", "v")));
            default -> TEXT;
        };
    }

    private Argument condition() {
        return Argument.of(
                switch (random.nextInt(4)) {
                    case 0 -> Condition.and(Condition.flag("flag"), Condition.compare("b", ">=", 1));
                    case 1 -> Condition.textIn("text", "bad");
                    case 2 -> Condition.not(Condition.compare("a", "<", 2));
                    default -> Condition.compare("a", pick(List.of(">", ">=", "<")), 1 + random.nextInt(2));
                });
    }

    private Condition where() {
        return switch (random.nextInt(4)) {
            case 0 -> Condition.flag("flag");
            case 1 -> Condition.textIn("h", "x", "y");
            case 2 -> Condition.not(Condition.textIn("text", "bad"));
            default -> Condition.compare("b", ">=", 2);
        };
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}

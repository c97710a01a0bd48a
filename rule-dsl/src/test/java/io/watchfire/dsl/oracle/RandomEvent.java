package io.watchfire.dsl.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values for the names of {@link RandomExpression}: most as they should be, others missing, not finite or of another type. */
final class RandomEvent {
    private static final List<Object> NUMBERS =
            List.of(0.0, -0.0, 1.0, 2.0, 3.0, -1.5, 0.5, 100.0, 1500.0, 1e308, 2.25);
    /** Of these, no change of unit makes more than a double holds. */
    private static final List<Object> MEASURED =
            List.of(0.0, 1.0, 2.0, 2010.0, 2.01, 0.1, 200.0, 0.3, 3960000.0, 1.1, -1.5, 1e290, 1.28, 1.25);

    private static final List<Object> TEXTS =
            List.of("", "a", "ab", "btf-order", "B", " a ", "주문", "🔥x", "\uFFFD", "x-dev-y", "\u00a0b\u0085", "İ");
    private static final List<Object> TRUTHS = List.of(true, false);
    private static final List<Object> NOT_FINITE =
            List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    private RandomEvent() {}

    static Map<String, Object> next(Random random) {
        boolean tidy = random.nextInt(4) > 0;
        Map<String, Object> event = new HashMap<>();
        for (String name : List.of("x", "y", "z", "u", "w")) {
            put(event, name, NUMBERS, tidy, random);
        }
        for (String name : List.of("r", "q", "h", "k", "i")) {
            put(event, name, MEASURED, tidy, random);
        }
        for (String name : List.of("t", "s", "v")) {
            put(event, name, TEXTS, tidy, random);
        }
        for (String name : List.of("b", "c")) {
            put(event, name, TRUTHS, tidy, random);
        }
        for (String name : List.of("m", "n", "o")) {
            put(event, name, pick(List.of(NUMBERS, TEXTS, TRUTHS), random).subList(0, 2), tidy, random);
        }
        return event;
    }

    private static void put(Map<String, Object> event, String name, List<Object> values, boolean tidy, Random random) {
        int chance = random.nextInt(tidy ? 60 : 8);
        Object value = switch (chance) {
            case 0 -> null;
            case 1 -> pick(NOT_FINITE, random);
            case 2 -> pick(pick(List.of(MEASURED, TEXTS, TRUTHS), random), random);
            default -> pick(values, random);
        };
        if (value != null) {
            event.put(name, value);
        }
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}

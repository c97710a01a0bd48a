package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes streams for windows of a few seconds: late events within the allowed lateness and beyond, slow senders, equal
 * times, long silences, counters that begin anew. All numbers are small multiples of a quarter, so that sums are exact.
 */
final class WindowStreamGenerator {
    /** A Monday, shortly before nine o'clock in UTC and six in the evening in Seoul. */
    private static final long START = Instant.parse("2026-01-05T08:59:50Z").toEpochMilli();

    private static final List<Long> PACES = List.of(0L, 1L, 500L, 500L, 1_000L, 1_000L, 1_000L, 2_000L, 2_000L, 3_000L);
    private static final List<Long> LATENESS =
            List.of(1L, 500L, 1_000L, 2_000L, 3_000L, 5_000L, 8_000L, 10_000L, 10_000L, 10_000L, 10_001L, 12_000L);

    private final Random random;
    private final List<Map<String, String>> series = new ArrayList<>();
    private final List<Long> behind = new ArrayList<>();
    private final List<Double> counters = new ArrayList<>();
    private final Map<Integer, Map<String, Object>> last = new HashMap<>();
    private final double missing;
    private long clock = START;

    WindowStreamGenerator(Random random) {
        this.random = random;
        this.missing = random.nextDouble() * 0.5;
        boolean slow = random.nextInt(3) == 0;
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            Map<String, String> tags = tags();
            if (!series.contains(tags)) {
                series.add(tags);
                behind.add(slow ? pick(List.of(0L, 500L, 1_000L, 2_500L, 12_000L)) : 0L);
                counters.add(0.0);
            }
        }
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        for (String name : List.of("s", "g", "h")) {
            if (random.nextInt(7) > 0) {
                tags.put(name, pick(StreamGenerator.TAGS.get(name)));
            }
        }
        return tags;
    }

    /** That many events, and some time that passes in between and at the end. */
    List<Step> steps(int events) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            clock += random.nextInt(15) == 0 ? 1_000L * (3 + random.nextInt(40)) : pick(PACES);
            if (random.nextInt(10) == 0) {
                steps.add(new Step.Passes(clock));
            }
            Event event = event();
            steps.add(new Step.Arrives(event));
            if (random.nextInt(20) == 0) {
                steps.add(new Step.Arrives(event));
            }
        }
        if (random.nextInt(3) > 0) {
            steps.add(new Step.Passes(clock + 1_000L * random.nextInt(40)));
        }
        return steps;
    }

    private Event event() {
        int sender = random.nextInt(series.size());
        long time = clock - behind.get(sender);
        if (random.nextInt(8) == 0) {
            time -= pick(LATENESS);
        }
        Event.Builder event = Event.of(OracleRule.CATEGORIES.get(random.nextInt(8) == 0 ? 1 : 0))
                .at(time);
        series.get(sender).forEach(event::tag);
        fields(sender).forEach(event::field);
        return event.build();
    }

    /** Often those of the last event, so that conditions hold for a while. */
    private Map<String, Object> fields(int sender) {
        Map<String, Object> before = last.get(sender);
        if (before != null && random.nextInt(5) < 2) {
            return before;
        }
        Map<String, Object> fields = new TreeMap<>();
        put(fields, "a", (double) random.nextInt(5));
        put(fields, "b", (double) random.nextInt(4));
        put(fields, "v", random.nextInt(20) / 4.0);
        put(fields, "c", counter(sender));
        put(fields, "flag", random.nextBoolean());
        put(fields, "text", pick(List.of("ok", "bad")));
        last.put(sender, fields);
        return fields;
    }

    private double counter(int sender) {
        boolean anew = random.nextInt(6) == 0;
        double next = anew ? random.nextInt(3) : counters.get(sender) + random.nextInt(4);
        counters.set(sender, next);
        return next;
    }

    private void put(Map<String, Object> fields, String name, Object value) {
        Object put = random.nextDouble() < missing ? mistyped(value) : value;
        if (put != null) {
            fields.put(name, put);
        }
    }

    private @Nullable Object mistyped(Object value) {
        return random.nextBoolean() ? null : value instanceof String ? (Object) 1.0 : "high";
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}

package io.watchfire.benchmarks.window;

import io.watchfire.evaluator.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Events of many series, each at an even pace, in a shuffled order that stays. One series in a hundred is slow for five minutes of ten;
 * one event in a thousand is very slow.
 */
final class EventStream {
    static final String CATEGORY = "app_counter";
    private static final long SLOW_PERIOD = 600_000;

    private final Random random = new Random(7);
    private final List<String> names = new ArrayList<>();
    private final long everyMillis;
    private long round;

    EventStream(int keys, long everyMillis) {
        this.everyMillis = everyMillis;
        for (int i = 0; i < keys; i++) {
            names.add("btf-order-" + i);
        }
        Collections.shuffle(names, random);
    }

    /** The next events, as many rounds of all series as asked for. */
    Event[] next(int rounds) {
        int keys = names.size();
        Event[] events = new Event[rounds * keys];
        for (int i = 0; i < events.length; i++) {
            int key = i % keys;
            long time = (round + i / keys) * everyMillis + key * everyMillis / keys;
            events[i] = Event.of(CATEGORY)
                    .at(time)
                    .tag("okindName", "btf-order")
                    .tag("oname", names.get(key))
                    .field("resp_time", value(key, time))
                    .field("tps", random.nextInt(50))
                    .build();
        }
        round += rounds;
        return events;
    }

    private int value(int key, long time) {
        if (random.nextInt(1000) == 0) {
            return 5000;
        }
        boolean slow = key % 100 == 0 && (time + key * 100L) % SLOW_PERIOD < SLOW_PERIOD / 2;
        return random.nextInt(2000) + (slow ? 1500 : 0);
    }
}

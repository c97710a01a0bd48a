package io.watchfire.evaluator.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** As {@link Stories}, of windows over time. */
final class WindowStories {
    private static final int COUNT = 2_000;

    private WindowStories() {}

    static LongStream seeds() {
        Long given = Long.getLong("watchfire.seed");
        return given == null ? LongStream.rangeClosed(1, COUNT) : LongStream.of(given);
    }

    static Story of(long seed) {
        // Neighbouring seeds of Random begin alike.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        WindowRuleGenerator generator = new WindowRuleGenerator(random);
        List<OracleRule> rules = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            rules.add(generator.rule("r" + i));
        }
        int events = random.nextInt(20) == 0 ? 100 : 5 + random.nextInt(40);
        return new Story(rules, new WindowStreamGenerator(random).steps(events));
    }
}

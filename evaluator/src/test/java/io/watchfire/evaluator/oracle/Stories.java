package io.watchfire.evaluator.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** The stories that are told: the same ones in each run, or the one that {@code -Dwatchfire.seed} names. */
final class Stories {
    private static final int COUNT = 4_000;

    private Stories() {}

    static LongStream seeds() {
        Long given = Long.getLong("watchfire.seed");
        return given == null ? LongStream.rangeClosed(1, COUNT) : LongStream.of(given);
    }

    static Story of(long seed) {
        // Neighbouring seeds of Random begin alike.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        RuleGenerator generator = new RuleGenerator(random);
        List<OracleRule> rules = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            rules.add(generator.rule("r" + i));
        }
        int events = random.nextInt(10) == 0 ? 200 : 5 + random.nextInt(60);
        List<Step> steps = new StreamGenerator(random).steps(events);
        return new Story(rules, steps, random.nextInt(15) == 0 ? 1 + random.nextInt(2) : Story.NO_BOUND);
    }
}

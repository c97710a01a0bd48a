package io.watchfire.evaluator.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The stories that are told: the same ones in each run, or the one that {@code -Dwatchfire.seed} names. */
enum Stories {
    /** Rules that judge single events. */
    OF_EVENTS(4_000) {
        @Override
        Function<String, OracleRule> rules(Random random) {
            return new RuleGenerator(random)::rule;
        }

        @Override
        Story tell(Random random) {
            List<OracleRule> rules = rules(random, 1 + random.nextInt(4));
            int events = random.nextInt(10) == 0 ? 200 : 5 + random.nextInt(60);
            List<Step> steps = new StreamGenerator(random).steps(events);
            return new Story(rules, steps, random.nextInt(15) == 0 ? 1 + random.nextInt(2) : Story.NO_BOUND);
        }
    },
    /** Rules that look at windows over time. */
    OF_WINDOWS(600) {
        @Override
        Function<String, OracleRule> rules(Random random) {
            return new WindowRuleGenerator(random)::rule;
        }

        @Override
        Story tell(Random random) {
            List<OracleRule> rules = rules(random, 1 + random.nextInt(3));
            int events = random.nextInt(20) == 0 ? 100 : 5 + random.nextInt(40);
            List<Step> steps = new WindowStreamGenerator(random).steps(events);
            return new Story(rules, steps, random.nextInt(15) == 0 ? 1 + random.nextInt(2) : Story.NO_BOUND);
        }
    };

    private final int count;

    Stories(int count) {
        this.count = count;
    }

    abstract Story tell(Random random);

    /** Makes rules of this kind, by their ids; those of one maker may have something in common. */
    abstract Function<String, OracleRule> rules(Random random);

    List<OracleRule> rules(Random random, int count) {
        Function<String, OracleRule> maker = rules(random);
        List<OracleRule> rules = new ArrayList<>();
        for (int i = count; i > 0; i--) {
            rules.add(maker.apply("r" + i));
        }
        return rules;
    }

    LongStream seeds() {
        Long given = Long.getLong("watchfire.seed");
        return given == null ? LongStream.rangeClosed(1, count) : LongStream.of(given);
    }

    Story of(long seed) {
        // Neighbouring seeds of Random begin alike.
        return tell(new Random(seed * 0x9E3779B97F4A7C15L));
    }

    Stream<Story> all() {
        return seeds().mapToObj(this::of);
    }
}

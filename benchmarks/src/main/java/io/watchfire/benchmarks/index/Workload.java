package io.watchfire.benchmarks.index;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Sets of rules, and the events that they are asked about in turn, one each millisecond. */
public enum Workload {
    /** {@code okindName == 'svc-i' && resp_time >= T}: one rule a service, one event in a thousand crosses its bound. */
    slide {
        @Override
        String condition(int i, int rules, Random random) {
            return "okindName == 'svc-" + i + "' && resp_time >= " + (1_000 + i % 1_000);
        }

        @Override
        Event event(int i, int rules, Random random) {
            int service = random.nextInt(Math.min(rules, EVENTS));
            return measured(service, "host-" + service, random.nextInt(1_000) == 0 ? 5_000 : random.nextInt(1_000), 0);
        }
    },
    /** One service, bounds side by side of which a tenth hold; each tenth event crosses one of them. */
    levels {
        @Override
        String condition(int i, int rules, Random random) {
            return "okindName == 'svc-0' && resp_time >= " + (10L * i + 5);
        }

        @Override
        Event event(int i, int rules, Random random) {
            int place = rules / 10 + (i / 10) % 2;
            return measured(0, "host-0", 10L * place + random.nextInt(5), 0);
        }
    },
    /** A third asks for a service only, a third for a bound of one field that all share, a third for names that fit a glob. */
    mix {
        @Override
        String condition(int i, int rules, Random random) {
            return switch (i % 3) {
                case 0 -> "okindName == 'svc-" + i + "'";
                case 1 -> "tps >= " + (1_000 + i);
                default -> "oname like 'host-" + i + "-*'";
            };
        }

        @Override
        Event event(int i, int rules, Random random) {
            int service = random.nextInt(Math.min(rules, EVENTS));
            double tps = random.nextInt(1_000) == 0 ? 1_000 + random.nextInt(10) : random.nextInt(1_000);
            return measured(service, "host-" + service + "-a", random.nextInt(1_000), tps);
        }
    },
    /** Nested conditions of three to eight terms, lists of up to fifty, arithmetic. */
    deep {
        @Override
        String condition(int i, int rules, Random random) {
            StringBuilder list = new StringBuilder("'svc-" + i + "'");
            for (int k = random.nextInt(50); k > 0; k--) {
                list.append(", 'svc-").append(random.nextInt(rules)).append('\'');
            }
            return String.format(
                    Locale.ROOT,
                    "okindName in (%s) && (resp_time >= %d || tx_error / tps * 100 > %d && tps >= 20) && not (oname like '*-dev-%d')"
                            + " && (tps > 1 || resp_time + tps > %d)",
                    list,
                    1_000 + random.nextInt(1_000),
                    5 + random.nextInt(50),
                    random.nextInt(10),
                    random.nextInt(100));
        }

        @Override
        Event event(int i, int rules, Random random) {
            int service = random.nextInt(Math.min(rules, EVENTS));
            return measured(service, "host-" + service, random.nextInt(900), 1 + random.nextInt(100));
        }
    };

    static final int EVENTS = 1 << 16;
    private static final long START = 1_700_000_000_000L;
    private static final Field TIME = timeOfEvents();

    private static Field timeOfEvents() {
        try {
            Field time = Event.class.getDeclaredField("time");
            time.setAccessible(true);
            return time;
        } catch (NoSuchFieldException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Lets the events happen anew, behind those of the turn before. To make them anew would cost more than what is measured. */
    static void happen(Event[] events, int turn) {
        try {
            for (int i = 0; i < events.length; i++) {
                TIME.setLong(events[i], START + (long) turn * EVENTS + i);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    abstract String condition(int i, int rules, Random random);

    abstract Event event(int i, int rules, Random random);

    private static Event measured(int service, String host, double respTime, double tps) {
        return Event.of("app")
                .at(START)
                .tag("okindName", "svc-" + service)
                .tag("oname", host)
                .field("resp_time", respTime)
                .field("tps", tps)
                .field("tx_error", 1)
                .build();
    }

    List<String> conditions(int rules) {
        Random random = new Random(42);
        List<String> conditions = new ArrayList<>(rules);
        for (int i = 0; i < rules; i++) {
            conditions.add(condition(i, rules, random));
        }
        return conditions;
    }

    RuleSet ruleSet(int rules) {
        List<String> conditions = conditions(rules);
        List<RuleDefinition> definitions = new ArrayList<>(rules);
        for (int i = 0; i < rules; i++) {
            definitions.add(RuleDefinition.of("r" + i)
                    .category("app")
                    .condition(conditions.get(i))
                    .build());
        }
        return RuleCompiler.compile(definitions).orElseThrow();
    }

    Event[] events(int rules) {
        Random random = new Random(42);
        Event[] events = new Event[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            events[i] = event(i, rules, random);
        }
        happen(events, 0);
        return events;
    }
}

package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleDefinitionBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Makes rules of every form that the index files in a way of its own, over the names of {@link StreamGenerator}. */
final class IndexedRules {
    private final Random random;
    private final Function<String, OracleRule> ofEvents;
    private final Function<String, OracleRule> ofWindows;

    IndexedRules(Random random) {
        this.random = random;
        this.ofEvents = Stories.OF_EVENTS.rules(random);
        this.ofWindows = Stories.OF_WINDOWS.rules(random);
    }

    RuleDefinition rule(String id) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> ofEvents.apply(id).definition();
            case 2 -> ofWindows.apply(id).definition();
            default -> plain(id);
        };
    }

    private RuleDefinition plain(String id) {
        RuleDefinitionBuilder rule = RuleDefinition.of(id).category(chance(0.9) ? "m" : "n");
        switch (random.nextInt(4)) {
            case 0 -> rule.when(condition(0));
            case 1 -> rule.target(text()).condition(condition(0));
            case 2 ->
                rule.level(Level.CRITICAL, condition(1))
                        .level(Level.WARNING, condition(1))
                        .target(chance(0.5) ? text() : null);
            default -> rule.condition(condition(0));
        }
        if (chance(0.2)) {
            rule.groupBy(pick("s", "g"));
        }
        if (chance(0.2)) {
            rule.holdsFor(Duration.ofMillis(pick(500, 1_000, 3_000)));
        }
        if (chance(0.2)) {
            rule.occurrences(2 + random.nextInt(2), Duration.ofSeconds(pick(0, 3, 6)));
        }
        if (chance(0.2)) {
            rule.resolveWhen(condition(1));
        }
        if (chance(0.2)) {
            rule.resolveAfter(Duration.ofMillis(pick(500, 2_000)));
        }
        return rule.build();
    }

    private String condition(int depth) {
        int form = random.nextInt(depth > 1 ? 6 : 10);
        if (form < 4) {
            return number();
        } else if (form == 4) {
            return text();
        } else if (form == 5) {
            return other();
        }
        List<String> terms = new ArrayList<>();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            terms.add("(" + condition(depth + 1) + ")");
        }
        return form == 9
                ? "not (" + String.join(pick(" and ", " or "), terms) + ")"
                : String.join(form == 8 ? " or " : " and ", terms);
    }

    private String number() {
        String name = pick("a", "a", "b", "v");
        return switch (random.nextInt(8)) {
            case 0 -> name + " between " + random.nextInt(3) + " and " + (1 + random.nextInt(4));
            case 1 -> name + " in (0, " + random.nextInt(4) + ", 7.5)";
            case 2 -> name + " not in (1, 2, 3, " + random.nextInt(5) + ")";
            case 3 -> name + pick(" == ", " != ") + random.nextInt(4);
            default -> name + pick(" >= ", " > ", " < ", " <= ") + pick("0", "1", "2", "2.5", "3", "4");
        };
    }

    private String text() {
        return switch (random.nextInt(9)) {
            case 0 -> "s == 'p'";
            case 1 -> "s in ('p', 'q', 'r', 't')";
            case 2 -> "g like 'u*'";
            case 3 -> "h like '*y'";
            case 4 -> "startsWith(s, 'q') and h != 'x'";
            case 5 -> "g == 'v' and s == 'q'";
            case 6 -> "h like '?' and not (g in ('u', 'w'))";
            case 7 -> "s == 'p' or h == 'z'";
            default -> "text == 'ok'";
        };
    }

    private String other() {
        return switch (random.nextInt(9)) {
            case 0 -> "flag";
            case 1 -> "a / b >= " + random.nextInt(3);
            case 2 -> "exists(a)";
            case 3 -> "text like 'o*'";
            case 4 -> "nvl(a, 3) > 2";
            case 5 -> "a + b" + pick(" > ", " <= ", " == ") + random.nextInt(6);
            case 6 -> "not (nvl(a, 0) * 2 + b between 1 and " + random.nextInt(8) + ")";
            case 7 -> "length(s) + a " + pick(">", "<") + " 3 or a / b < " + random.nextInt(3);
            default -> "a + b > 4 and b >= 1";
        };
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private int pick(int... choices) {
        return choices[random.nextInt(choices.length)];
    }
}

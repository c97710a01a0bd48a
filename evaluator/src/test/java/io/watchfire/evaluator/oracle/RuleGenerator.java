package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.oracle.OracleRule.OracleLevel;
import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.evaluator.rule.ActiveTime.TimeRange;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.NoData;
import io.watchfire.evaluator.rule.Occurrences;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes rules over the names of {@link StreamGenerator}. Every part of a rule has a good chance to be simple. */
final class RuleGenerator {
    private static final List<List<Level>> LEVELS = List.of(
            List.of(Level.CRITICAL, Level.WARNING),
            List.of(Level.WARNING, Level.INFO),
            List.of(Level.CRITICAL, Level.WARNING, Level.INFO));

    private final Random random;

    RuleGenerator(Random random) {
        this.random = random;
    }

    OracleRule rule(String id) {
        boolean when = chance(0.15);
        List<OracleLevel> levels = when ? List.of(level(Level.WARNING, when(), null)) : levels();
        List<String> groupBy = groupBy();
        return new OracleRule(
                id,
                OracleRule.CATEGORIES.get(chance(0.85) ? 0 : 1),
                chance(0.97),
                when || chance(0.7) ? null : tagTest(),
                when,
                levels,
                groupBy,
                chance(0.3) ? resolveWhen() : null,
                chance(0.3) ? duration() : 0,
                chance(0.3) ? 2 + random.nextInt(2) : 1,
                noData(groupBy),
                chance(0.9),
                chance(0.2) ? activeTime() : null,
                chance(0.1) ? "shop" : null);
    }

    private List<OracleLevel> levels() {
        if (chance(0.5)) {
            return List.of(level(pick(List.of(Level.values())), condition(), null));
        }
        List<OracleLevel> levels = new ArrayList<>();
        List<Level> names = pick(LEVELS);
        boolean nested = chance(0.6);
        boolean same = chance(0.4);
        OracleLevel first = level(names.get(0), condition(), null);
        for (int i = 0; i < names.size(); i++) {
            Condition condition = nested ? Condition.compare("a", ">=", 3 - i) : condition();
            Condition resolveWhen = chance(0.25) ? resolveWhen() : null;
            OracleLevel level = level(names.get(i), condition, resolveWhen);
            levels.add(
                    same
                            ? new OracleLevel(
                                    names.get(i), condition, resolveWhen, first.forMillis(), first.occurrences())
                            : level);
        }
        return List.copyOf(levels);
    }

    private OracleLevel level(Level level, Condition condition, @Nullable Condition resolveWhen) {
        return new OracleLevel(level, condition, resolveWhen, chance(0.35) ? duration() : 0, occurrences());
    }

    private Occurrences occurrences() {
        if (chance(0.6)) {
            return Occurrences.ONCE;
        }
        return new Occurrences(2 + random.nextInt(2), chance(0.5) ? 0 : 1_000L * (2 + random.nextInt(6)));
    }

    private long duration() {
        return pick(List.of(1L, 500L, 1_000L, 2_000L, 3_000L, 5_000L));
    }

    private Condition condition() {
        return switch (random.nextInt(10)) {
            case 0 -> Condition.and(simple(), simple());
            case 1 -> Condition.or(simple(), simple());
            case 2 -> Condition.not(simple());
            case 3 -> Condition.and(simple(), tagTest());
            default -> simple();
        };
    }

    Condition simple() {
        return switch (random.nextInt(8)) {
            case 0 -> Condition.flag("flag");
            case 1 -> Condition.textIn("text", "ok");
            case 2 ->
                Condition.compare(
                        "a / b",
                        Set.of("a", "b"),
                        event -> quotient(Condition.number(event, "a"), Condition.number(event, "b")),
                        ">=",
                        1);
            case 3, 4 -> Condition.compare("b", pick(List.of(">", ">=", "<", "<=")), 2);
            default -> Condition.compare("a", pick(List.of(">", ">=", ">=", "<")), 1 + random.nextInt(3));
        };
    }

    private static @Nullable Double quotient(@Nullable Double left, @Nullable Double right) {
        return left == null || right == null || right == 0 ? null : left / right;
    }

    Condition tagTest() {
        return switch (random.nextInt(4)) {
            case 0 -> Condition.textIn("s", "p");
            case 1 -> Condition.textIn("g", "u", "v");
            case 2 -> Condition.not(Condition.textIn("h", "x"));
            default -> Condition.textIn("s", "p", "q");
        };
    }

    /** Terms of which some are of tags, some of fields, and one is of what may be either. */
    private Condition when() {
        return switch (random.nextInt(4)) {
            case 0 -> simple();
            case 1 -> tagTest();
            case 2 -> Condition.and(tagTest(), simple(), simple());
            default -> Condition.and(simple(), tagTest());
        };
    }

    private Condition resolveWhen() {
        return switch (random.nextInt(5)) {
            case 0 -> Condition.flag("flag");
            case 1 -> Condition.compare("b", "<", 2);
            case 2 -> Condition.compare("a", "<", 3);
            default -> Condition.compare("a", "<", 1);
        };
    }

    private @Nullable List<String> groupBy() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> null;
            case 2 -> List.of();
            case 3 -> List.of("g");
            case 4 -> List.of("s", "g");
            default -> List.of("s");
        };
    }

    private NoData noData(@Nullable List<String> groupBy) {
        if (chance(0.2)) {
            return NoData.DEFAULT;
        }
        NoData.Then then = pick(List.of(
                NoData.Then.RESOLVE, NoData.Then.RESOLVE, NoData.Then.FIRE, NoData.Then.FIRE, NoData.Then.KEEP));
        long after = 1_000L * (3 + random.nextInt(10));
        boolean expects = groupBy != null && chance(then == NoData.Then.FIRE ? 0.4 : 0.15);
        return new NoData(after, then, expects ? expected(groupBy) : List.of());
    }

    private static List<Labels> expected(List<String> groupBy) {
        List<Labels> expected = new ArrayList<>();
        for (int i = 0; i < (groupBy.isEmpty() ? 1 : 2); i++) {
            Map<String, String> labels = new TreeMap<>();
            for (String tag : groupBy) {
                labels.put(tag, StreamGenerator.TAGS.get(tag).get(i));
            }
            expected.add(Labels.of(labels));
        }
        return expected;
    }

    /** Opens or closes within the first minutes of a stream. */
    private ActiveTime activeTime() {
        TimeRange utc = pick(List.of(
                new TimeRange(9 * 60, 9 * 60 + 1),
                new TimeRange(8 * 60, 9 * 60),
                new TimeRange(9 * 60, 9 * 60),
                new TimeRange(9 * 60 + 1, 24 * 60)));
        if (chance(0.5)) {
            return new ActiveTime(ZoneId.of("UTC"), EnumSet.allOf(DayOfWeek.class), List.of(utc));
        }
        TimeRange seoul = pick(List.of(new TimeRange(18 * 60, 18 * 60 + 2), new TimeRange(18 * 60 + 1, 60)));
        return new ActiveTime(ZoneId.of("Asia/Seoul"), EnumSet.of(DayOfWeek.MONDAY), List.of(seoul));
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}

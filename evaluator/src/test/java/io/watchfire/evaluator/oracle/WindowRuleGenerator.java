package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.oracle.OracleRule.OracleLevel;
import io.watchfire.evaluator.oracle.WindowConditions.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Takes the rules of {@link RuleGenerator} and puts windows over time into their conditions. */
final class WindowRuleGenerator {
    private final Random random;
    private final RuleGenerator plain;
    private final WindowGenerator windows;

    /** Windows without {@code by} that rules of one story share. */
    private final List<OracleWindow> pool = new ArrayList<>();

    WindowRuleGenerator(Random random) {
        this.random = random;
        this.plain = new RuleGenerator(random);
        this.windows = new WindowGenerator(random);
        for (int i = 0; i < 3; i++) {
            pool.add(windows.window(null));
        }
    }

    OracleRule rule(String id) {
        OracleRule rule = plain.rule(id);
        // Where target and condition are one, the tags of the target have to be labels of the alert.
        List<String> groupBy = rule.when() ? null : rule.groupBy();
        boolean recovery = chance(0.5);
        return new OracleRule(
                id,
                rule.category(),
                rule.enabled(),
                rule.target() == null && !rule.when() && chance(0.15)
                        ? Condition.compare("a", ">=", 1)
                        : rule.target(),
                rule.when(),
                levels(rule, groupBy),
                groupBy,
                rule.resolveWhen() != null && recovery ? condition(groupBy) : rule.resolveWhen(),
                rule.resolveAfter(),
                rule.resolveOccurrences(),
                rule.noData(),
                rule.stateful(),
                rule.activeTime(),
                rule.label());
    }

    private List<OracleLevel> levels(OracleRule rule, @Nullable List<String> groupBy) {
        List<OracleLevel> levels = new ArrayList<>();
        // A nested rule has one quantity in all levels.
        Quantity shared = rule.levels().size() > 1 && chance(0.6) ? quantity(groupBy) : null;
        double low = 1 + random.nextInt(2);
        for (OracleLevel level : rule.levels()) {
            int above = rule.levels().size() - 1 - levels.size();
            Condition condition = shared != null
                    ? WindowConditions.compare(shared, ">=", Quantity.constant(low + above))
                    : condition(groupBy);
            levels.add(new OracleLevel(
                    level.level(),
                    rule.when() ? Condition.and(plain.tagTest(), condition) : condition,
                    level.resolveWhen() != null && chance(0.5) ? condition(groupBy) : level.resolveWhen(),
                    level.forMillis(),
                    level.occurrences()));
        }
        return List.copyOf(levels);
    }

    private Condition condition(@Nullable List<String> groupBy) {
        return switch (random.nextInt(16)) {
            case 0 -> Condition.and(plain.simple(), comparison(groupBy));
            case 1 -> Condition.or(comparison(groupBy), plain.simple());
            case 2 -> Condition.and(comparison(groupBy), comparison(groupBy));
            case 3 -> Condition.or(comparison(groupBy), comparison(groupBy));
            case 4 -> Condition.not(comparison(groupBy));
            case 5 -> WindowConditions.compare(
                    Quantity.field(pick(List.of("a", "v"))), pick(List.of(">", "<=")), quantity(groupBy));
            case 6 -> asking(groupBy);
            case 7 -> WindowConditions.equalTo(windows.text(by(groupBy)), pick(List.of("ok", "bad")));
            case 8 -> Condition.and(plain.tagTest(), comparison(groupBy));
            default -> comparison(groupBy);
        };
    }

    private Condition asking(@Nullable List<String> groupBy) {
        return switch (random.nextInt(3)) {
            case 0 -> WindowConditions.asking(
                    Condition.or(WindowConditions.isNull(Quantity.field("b").with("+", Quantity.constant(0))), comparison(groupBy)), "b");
            case 1 -> WindowConditions.asking(
                    Condition.and(
                            WindowConditions.compare(Quantity.field("a").orElse(3), ">", Quantity.constant(1)),
                            comparison(groupBy)),
                    "a");
            default -> WindowConditions.isNull(quantity(groupBy));
        };
    }

    private Condition comparison(@Nullable List<String> groupBy) {
        Quantity left = quantity(groupBy);
        return switch (random.nextInt(8)) {
            case 0 -> WindowConditions.compare(
                    left.with("-", quantity(groupBy)), pick(List.of(">", ">=")), Quantity.constant(random.nextInt(2)));
            case 1 -> WindowConditions.compare(
                    left.with("/", quantity(groupBy)).rounded(), pick(List.of(">", "<")), Quantity.constant(1));
            case 2 -> WindowConditions.compare(
                    left, pick(List.of(">", "<")), Quantity.constant(2).with("*", quantity(groupBy)));
            case 3 -> WindowConditions.compare(left.orElse(0), pick(List.of("<", ">=")), limit());
            case 4 -> WindowConditions.compare(left, pick(List.of("<", "<=")), limit());
            default -> WindowConditions.compare(left, pick(List.of(">", ">=", ">=")), limit());
        };
    }

    private Quantity limit() {
        return Quantity.constant(pick(List.of(1.0, 1.0, 2.0, 2.0, 2.5, 3.0)));
    }

    private Quantity quantity(@Nullable List<String> groupBy) {
        List<String> by = by(groupBy);
        OracleWindow window = by == null && chance(0.6) ? pick(pool) : windows.window(by);
        Quantity quantity = Quantity.of(window);
        boolean digitsMayDiffer = window.function().equals("stddev") || window.q() > 0;
        return digitsMayDiffer ? quantity.rounded() : quantity;
    }

    /** A coarser group, mostly none. */
    private @Nullable List<String> by(@Nullable List<String> groupBy) {
        if (chance(0.75)) {
            return null;
        }
        if (groupBy == null) {
            return pick(List.of(List.of("g"), List.of("s"), List.of("s", "g"), List.of("h")));
        }
        return groupBy.size() > 1 ? List.of(pick(groupBy)) : null;
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}

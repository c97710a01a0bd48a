package io.watchfire.evaluator.lifecycle;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.Target;
import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.ObservedSlots;
import io.watchfire.evaluator.slot.SlotLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule bound to the slots of its category: it judges events, and knows to which alert an event belongs. */
final class RuleProgram {
    private final Rule rule;
    private final int order;
    private final Gate gate;
    private final @Nullable Evaluable[] conditions = new @Nullable Evaluable[Judgement.LEVELS];
    private final @Nullable Evaluable[] recoveries = new @Nullable Evaluable[Judgement.LEVELS];
    private final @Nullable Evaluable[] values = new @Nullable Evaluable[Judgement.LEVELS];
    private final @Nullable Evaluable[] thresholds = new @Nullable Evaluable[Judgement.LEVELS];
    private final @Nullable Evaluable resolveWhen;
    private final int highestLevel;

    RuleProgram(Rule rule, int order, SlotLayout layout) {
        this.rule = rule;
        this.order = order;
        this.gate = Gate.of(rule.target(), layout);
        for (LevelCondition level : rule.levels()) {
            int i = level.level().ordinal();
            conditions[i] = level.condition().bind(layout);
            recoveries[i] = bind(level.resolveWhen(), layout);
            values[i] = bind(level.condition().comparedValue().orElse(null), layout);
            thresholds[i] = bind(level.condition().comparedThreshold().orElse(null), layout);
        }
        resolveWhen = bind(rule.resolveWhen(), layout);
        highestLevel = rule.levels().stream()
                .mapToInt(level -> level.level().ordinal())
                .max()
                .orElseThrow();
    }

    private static @Nullable Evaluable bind(@Nullable CheckedExpression expression, SlotLayout layout) {
        return expression == null ? null : expression.bind(layout);
    }

    Rule rule() {
        return rule;
    }

    /** The rule's place among the rules loaded together. */
    int order() {
        return order;
    }

    int highestLevel() {
        return highestLevel;
    }

    static Level level(int ordinal) {
        return Level.values()[ordinal];
    }

    /** Judges an event; false if it lies outside the rule's target. */
    boolean judge(EventSlots slots, Judgement out) {
        out.clear();
        if (gate instanceof Gate.PerEvent split) {
            Truth condition = split.condition(slots);
            if (condition == null) {
                return false;
            }
            out.set(highestLevel, condition);
            return true;
        }
        if (!gate.admits(slots)) {
            return false;
        }
        for (int level = 0; level < Judgement.LEVELS; level++) {
            Evaluable condition = conditions[level];
            if (condition != null) {
                out.set(level, condition.test(slots));
            }
        }
        return true;
    }

    /** Judges once more what came out as unknown, on an event that remembers what it was asked for in vain. */
    void observe(Judgement judgement, EventSlots slots, ObservedSlots observed) {
        if (gate instanceof Gate.PerEvent split) {
            split.observe(slots, observed);
            return;
        }
        for (int level = 0; level < Judgement.LEVELS; level++) {
            Evaluable condition = conditions[level];
            if (condition != null && judgement.at(level) == Truth.UNKNOWN) {
                condition.test(observed);
            }
        }
    }

    /** The text of the condition of a level, as it was written. */
    String conditionText(int level) {
        return levelCondition(level).condition().source();
    }

    /** What ends an alert at that level, as it was written. */
    String recoveryText(int level) {
        LevelCondition condition = levelCondition(level);
        CheckedExpression recovery = condition.resolveWhen() != null ? condition.resolveWhen() : rule.resolveWhen();
        return recovery != null ? recovery.source() : "not (" + conditionText(level) + ")";
    }

    private LevelCondition levelCondition(int level) {
        return rule.levels().stream()
                .filter(condition -> condition.level().ordinal() == level)
                .findFirst()
                .orElseThrow();
    }

    /** Whether the level has a recovery condition of its own that does not hold. */
    boolean isHeldUp(int level, EventSlots slots) {
        Evaluable recovery = recoveries[level];
        return recovery != null && recovery.test(slots) != Truth.TRUE;
    }

    /** Whether an event shows an alert at that level to be over. A condition that holds wins over any recovery. */
    Truth recovery(int level, Judgement judgement, EventSlots slots) {
        if (judgement.holds()) {
            return Truth.FALSE;
        }
        Evaluable recovery = recoveries[level] != null ? recoveries[level] : resolveWhen;
        return recovery != null ? recovery.test(slots) : judgement.condition().not();
    }

    /** Whether the level has a recovery condition of its own. */
    boolean hasRecovery(int level) {
        return recoveries[level] != null;
    }

    boolean hasLevel(int level) {
        return conditions[level] != null;
    }

    /** Left side of the level's first numeric comparison, or NaN. */
    double value(int level, EventSlots slots) {
        return number(values[level], slots);
    }

    /** Right side of that comparison, or NaN. */
    double threshold(int level, EventSlots slots) {
        return number(thresholds[level], slots);
    }

    private static double number(@Nullable Evaluable expression, EventSlots slots) {
        return expression == null ? Double.NaN : expression.number(slots);
    }

    /** The identity of the alert to which an event belongs. */
    Labels identity(Series series, Event event) {
        if (rule.groupBy() == null) {
            return series.tags();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (String tag : rule.groupBy()) {
            String value = event.tags().get(tag);
            if (value != null) {
                labels.put(tag, value);
            }
        }
        return Labels.of(labels);
    }

    /** What lets an event into a rule. */
    private sealed interface Gate {
        boolean admits(EventSlots slots);

        static Gate of(Target target, SlotLayout layout) {
            if (target instanceof Target.When when) {
                return new Tested(when.condition().bind(layout));
            }
            if (target instanceof Target.Split split) {
                return PerEvent.of(split, layout);
            }
            return new Open();
        }

        record Open() implements Gate {
            @Override
            public boolean admits(EventSlots slots) {
                return true;
            }
        }

        record Tested(Evaluable condition) implements Gate {
            @Override
            public boolean admits(EventSlots slots) {
                return condition.test(slots) == Truth.TRUE;
            }
        }

        /**
         * Target and condition told apart by what the names of each conjunct are in the event at hand.
         *
         * @param names slots of each conjunct's names; empty for one that is always condition
         */
        record PerEvent(Evaluable[] conjuncts, int[][] names) implements Gate {
            static PerEvent of(Target.Split split, SlotLayout layout) {
                Evaluable[] conjuncts = new Evaluable[split.conjuncts().size()];
                int[][] names = new int[conjuncts.length][];
                for (int i = 0; i < conjuncts.length; i++) {
                    CheckedExpression conjunct = split.conjuncts().get(i);
                    conjuncts[i] = conjunct.bind(layout);
                    names[i] = conjunct.aggregates().isEmpty()
                            ? conjunct.names().stream().mapToInt(layout::slotOf).toArray()
                            : new int[0];
                }
                return new PerEvent(conjuncts, names);
            }

            /** The verdict of the conjuncts that are condition; null if the event lies outside the target. */
            @Nullable
            Truth condition(EventSlots slots) {
                Truth condition = Truth.TRUE;
                for (int i = 0; i < conjuncts.length; i++) {
                    Truth verdict = conjuncts[i].test(slots);
                    if (!isTarget(names[i], slots)) {
                        condition = condition.and(verdict);
                    } else if (verdict != Truth.TRUE) {
                        return null;
                    }
                }
                return condition;
            }

            void observe(EventSlots slots, ObservedSlots observed) {
                for (int i = 0; i < conjuncts.length; i++) {
                    if (!isTarget(names[i], slots) && conjuncts[i].test(slots) == Truth.UNKNOWN) {
                        conjuncts[i].test(observed);
                    }
                }
            }

            private static boolean isTarget(int[] names, EventSlots slots) {
                for (int slot : names) {
                    if (!slots.isTag(slot)) {
                        return false;
                    }
                }
                return names.length > 0;
            }

            @Override
            public boolean admits(EventSlots slots) {
                return condition(slots) != null;
            }
        }
    }
}

package io.watchfire.evaluator.lifecycle;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.plan.Term;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.Target;
import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.ObservedSlots;
import io.watchfire.evaluator.slot.SlotLayout;
import io.watchfire.evaluator.slot.TargetGate;
import io.watchfire.evaluator.window.CategoryWindows;
import io.watchfire.evaluator.window.Window;
import io.watchfire.evaluator.window.WindowDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule bound to the slots of its category: it judges events, and knows to which alert an event belongs. */
final class RuleProgram {
    private static final Evaluable UNKNOWN = new Unknown();

    private final Rule rule;
    private int order;
    private final TargetGate gate;
    private final @Nullable Evaluable[] conditions = new @Nullable Evaluable[Judgement.LEVELS];
    private final @Nullable Evaluable[] recoveries = new @Nullable Evaluable[Judgement.LEVELS];
    private final @Nullable Evaluable[] values = new @Nullable Evaluable[Judgement.LEVELS];
    private final @Nullable Evaluable[] thresholds = new @Nullable Evaluable[Judgement.LEVELS];
    private final @Nullable Evaluable resolveWhen;
    private final int highestLevel;

    /** The windows that the rule names. */
    private final Set<WindowDefinition> windows = new LinkedHashSet<>();

    /** The same, to go through. */
    private final WindowDefinition[] reads;

    /** Whether what windows alone say depends on the labels, too. */
    private final boolean readsLabels;

    /** For each level whether what it says without an event is to be passed over. */
    private final boolean[] blind = new boolean[Judgement.LEVELS];

    private final boolean[] blindRecovery = new boolean[Judgement.LEVELS];
    private final boolean blindResolveWhen;
    private final boolean readsWindowsOnly;
    private final boolean conditionsReadWindowsOnly;
    private final boolean mayHoldByWindows;
    private final boolean mayEndByWindows;
    private final boolean countsWithinByLevel;

    RuleProgram(Rule rule, int order, SlotLayout layout, CategoryWindows categoryWindows) {
        this.rule = rule;
        this.order = order;
        boolean asksWindows = rule.readsWindows();
        boolean windowsOnly = true;
        boolean conditionsOnly = true;
        boolean mayHold = false;
        boolean mayEnd = false;
        boolean names = false;
        for (LevelCondition level : rule.levels()) {
            int i = level.level().ordinal();
            conditions[i] = bind(level.condition(), categoryWindows);
            recoveries[i] = bind(level.resolveWhen(), categoryWindows);
            values[i] = bind(level.condition().comparedValue().orElse(null), categoryWindows);
            thresholds[i] = bind(level.condition().comparedThreshold().orElse(null), categoryWindows);
            if (!asksWindows) {
                continue;
            }
            WindowForesight condition = new WindowForesight(level.condition(), rule.groupBy());
            blind[i] = condition.isBlind();
            mayHold |= condition.canBeTrue();
            mayEnd |= condition.canBeFalse();
            conditionsOnly &= condition.readsWindowsOnly();
            names |= condition.readsNames();
            if (level.resolveWhen() != null) {
                WindowForesight recovery = new WindowForesight(level.resolveWhen(), rule.groupBy());
                blindRecovery[i] = recovery.isBlind();
                mayEnd |= recovery.canBeTrue();
                windowsOnly &= recovery.readsWindowsOnly();
                names |= recovery.readsNames();
            }
        }
        gate = TargetGate.of(rule.target(), layout, slotsOf(rule.levels().get(0).condition(), categoryWindows));
        resolveWhen = bind(rule.resolveWhen(), categoryWindows);
        if (rule.resolveWhen() != null && asksWindows) {
            WindowForesight recovery = new WindowForesight(rule.resolveWhen(), rule.groupBy());
            blindResolveWhen = recovery.isBlind();
            mayEnd |= recovery.canBeTrue();
            windowsOnly &= recovery.readsWindowsOnly();
            names |= recovery.readsNames();
        } else {
            blindResolveWhen = false;
        }
        reads = windows.toArray(WindowDefinition[]::new);
        readsLabels = names || gate instanceof TargetGate.PerEvent;
        boolean isAsked = !windows.isEmpty() && rule.stateful();
        conditionsReadWindowsOnly = isAsked && conditionsOnly;
        readsWindowsOnly = !windows.isEmpty() && conditionsOnly && windowsOnly;
        mayHoldByWindows = isAsked && mayHold;
        mayEndByWindows = isAsked && mayEnd;
        countsWithinByLevel = rule.levels().size() > 1
                && rule.levels().stream().anyMatch(level -> level.occurrences().withinMillis() > 0);
        highestLevel = rule.levels().stream()
                .mapToInt(level -> level.level().ordinal())
                .max()
                .orElseThrow();
    }

    private @Nullable Evaluable bind(@Nullable CheckedExpression expression, CategoryWindows categoryWindows) {
        return expression == null ? null : expression.bind(slotsOf(expression, categoryWindows));
    }

    private SlotResolver slotsOf(CheckedExpression expression, CategoryWindows categoryWindows) {
        return categoryWindows.slotsFor(expression, rule.target(), rule.groupBy(), windows::add);
    }

    /** What cannot be known without an event. */
    private static final class Unknown implements Evaluable {
        @Override
        public Truth test(Slots event) {
            return Truth.UNKNOWN;
        }

        @Override
        public double number(Slots event) {
            return Double.NaN;
        }

        @Override
        public @Nullable String text(Slots event) {
            return null;
        }
    }

    Rule rule() {
        return rule;
    }

    /** The rule's place among the rules loaded together. */
    int order() {
        return order;
    }

    void setOrder(int newOrder) {
        order = newOrder;
    }

    /** When an event can start an alert of the rule. */
    Term condition(SlotLayout layout, CategoryWindows categoryWindows) {
        List<Term> terms = new ArrayList<>(target(layout, categoryWindows));
        if (!(rule.target() instanceof Target.Split)) {
            List<Term> levels = new ArrayList<>();
            for (LevelCondition level : rule.levels()) {
                levels.add(level.condition().normalForm(slotsOf(level.condition(), categoryWindows)));
            }
            terms.add(levels.size() == 1 ? levels.get(0) : new Term.Or(levels));
        }
        return conjunction(terms);
    }

    /** When an event belongs to the rule's target. */
    Term target(SlotLayout layout) {
        return conjunction(target(layout, null));
    }

    private static Term conjunction(List<Term> terms) {
        List<Term> flat = new ArrayList<>();
        for (Term term : terms) {
            if (term instanceof Term.And and) {
                flat.addAll(and.operands());
            } else {
                flat.add(term);
            }
        }
        return flat.size() == 1 ? flat.get(0) : new Term.And(flat);
    }

    /** @param categoryWindows null: what reads windows is no target */
    private List<Term> target(SlotLayout layout, @Nullable CategoryWindows categoryWindows) {
        List<Term> terms = new ArrayList<>();
        if (rule.target() instanceof Target.When when) {
            terms.add(when.condition().normalForm(layout));
        } else if (rule.target() instanceof Target.Split split) {
            for (CheckedExpression conjunct : split.conjuncts()) {
                if (categoryWindows != null) {
                    terms.add(conjunct.normalForm(slotsOf(conjunct, categoryWindows)));
                } else if (conjunct.aggregates().isEmpty() && !conjunct.names().isEmpty()) {
                    terms.add(conjunct.normalForm(layout));
                }
            }
        }
        return terms;
    }

    /** Whether matches within a time are counted level by level, so that each match counts though the alert fires. */
    boolean countsWithinByLevel() {
        return countsWithinByLevel;
    }

    int highestLevel() {
        return highestLevel;
    }

    static Level level(int ordinal) {
        return Level.values()[ordinal];
    }

    /** Judges an event; false if it lies outside the rule's target. */
    boolean judge(EventSlots slots, Judgement out) {
        out.clear(false);
        if (gate instanceof TargetGate.PerEvent split) {
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
        if (gate instanceof TargetGate.PerEvent split) {
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
                .orElse(rule.levels().get(0)); // An alert may stand at a level that its rule had before it was changed.
    }

    /**
     * Judges an alert by the windows alone.
     *
     * @param known the window of the group that changed, if it is at hand
     * @param slots are filled with what is known: the alert's labels, and its windows
     */
    void judgeByWindows(Labels identity, @Nullable Window known, long now, EventSlots slots, Judgement out) {
        if (readsLabels) {
            slots.fillTags(identity);
        }
        for (WindowDefinition window : reads) {
            if (known != null && known.definition() == window) {
                known.writeTo(slots, now);
            } else {
                window.writeTo(slots, groupIn(window, identity), now);
            }
        }
        out.clear(true);
        if (gate instanceof TargetGate.PerEvent split) {
            Truth condition = blind[highestLevel] ? Truth.UNKNOWN : split.condition(slots);
            out.set(highestLevel, condition == null ? Truth.UNKNOWN : condition);
            return;
        }
        for (int level = 0; level < Judgement.LEVELS; level++) {
            Evaluable condition = conditions[level];
            if (condition != null) {
                out.set(level, blind[level] ? Truth.UNKNOWN : condition.test(slots));
            }
        }
    }

    /** The group of a window in which an alert of the rule lies. */
    Labels groupIn(WindowDefinition window, Labels identity) {
        return isCoarser(window) ? window.groupOf(identity) : identity;
    }

    /** Whether a group of the window holds several alerts of the rule. */
    boolean isCoarser(WindowDefinition window) {
        return !Objects.equals(window.tags(), rule.groupBy());
    }

    Set<WindowDefinition> windows() {
        return windows;
    }

    /** A window that has the groups of the alerts themselves; null if there is none. */
    @Nullable
    WindowDefinition ownWindow() {
        for (WindowDefinition window : reads) {
            if (!isCoarser(window)) {
                return window;
            }
        }
        return null;
    }

    /** For how long a sample counts at the most. */
    long longestWindowMillis() {
        return windows.stream().mapToLong(WindowDefinition::reach).max().orElse(0);
    }

    /** Whether windows can say anything of the rule without an event. */
    boolean isJudgedByWindows() {
        return mayHoldByWindows || mayEndByWindows;
    }

    /** Whether windows can start an alert of the rule without an event. */
    boolean mayHoldByWindows() {
        return mayHoldByWindows;
    }

    /** Whether no condition, be there plain names in what ends an alert, says more of an event than of windows alone. */
    boolean conditionsReadWindowsOnly() {
        return conditionsReadWindowsOnly;
    }

    /** Whether it reads nothing of an event but what its windows take in. */
    boolean readsWindowsOnly() {
        return readsWindowsOnly;
    }

    /** Whether there is no telling series of a group apart: windows speak for all, or there is one only. */
    boolean speaksForGroup() {
        return readsWindowsOnly || (isJudgedByWindows() && rule.groupBy() == null);
    }

    /** Whether the level has a recovery condition of its own that does not hold. */
    boolean isHeldUp(int level, Judgement judgement, EventSlots slots) {
        Evaluable recovery = recovery(level, judgement);
        return recovery != null && recovery.test(slots) != Truth.TRUE;
    }

    /** Whether an event shows an alert at that level to be over. A condition that holds wins over any recovery. */
    Truth recovery(int level, Judgement judgement, EventSlots slots) {
        if (judgement.holds()) {
            return Truth.FALSE;
        }
        Evaluable recovery = recovery(level, judgement);
        if (recovery == null) {
            recovery = judgement.isByWindows() && blindResolveWhen ? UNKNOWN : resolveWhen;
        }
        return recovery != null ? recovery.test(slots) : judgement.condition().not();
    }

    private @Nullable Evaluable recovery(int level, Judgement judgement) {
        return judgement.isByWindows() && blindRecovery[level] ? UNKNOWN : recoveries[level];
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

    /** The identity of the alert to which the events of a series belong. */
    Labels identity(Series series) {
        return series.group(rule.groupBy());
    }

    /** The highest level of the rule at or below that one, else its lowest; none stays none. */
    int levelAtMost(int level) {
        if (level == Judgement.NONE || hasLevel(level)) {
            return level;
        }
        int lowest = highestLevel;
        for (int i = highestLevel; i >= 0; i--) {
            if (hasLevel(i) && i <= level) {
                return i;
            }
            lowest = hasLevel(i) ? i : lowest;
        }
        return lowest;
    }
}

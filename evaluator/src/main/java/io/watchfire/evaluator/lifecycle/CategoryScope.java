package io.watchfire.evaluator.lifecycle;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.normal.SharedNumbers;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Category;
import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.WindowOptions;
import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.SlotLayout;
import io.watchfire.evaluator.timer.TimerWheel;
import io.watchfire.evaluator.window.CategoryWindows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the rules of one category have in common. Grows while rules are bound; not thread-safe. */
public final class CategoryScope {
    private final @Nullable Category category;
    private final SlotLayout layout = new SlotLayout();
    private final CategoryWindows windows;
    private final TimerWheel timers;
    private final WorkList workList = new WorkList();

    private @Nullable BiConsumer<String, Labels> holdsGoTo;

    /** The slots whose numbers are remembered of series, by their places. */
    private final List<Integer> remembered = new ArrayList<>();

    /** Most series remember the same: what they do is kept once, and at hand. */
    private final Map<List<?>, Remembered> kinds = new HashMap<>();

    /** What one rule after the other says of the event at hand. */
    final Judgement judgement = new Judgement();

    final Occasion occasion = new Occasion();
    private int boundSize;
    private @Nullable EventSlots slots;
    private @Nullable EventSlots slotsWithoutEvent;

    /** @param category as declared; null if it is not */
    public CategoryScope(@Nullable Category category, WindowOptions options, TimerWheel timers) {
        this.category = category;
        this.windows = new CategoryWindows(layout, options);
        this.timers = timers;
    }

    /** Tells of a rule that will be bound: what it reckons, others may reckon too. */
    public void meet(Rule rule) {
        for (LevelCondition level : rule.levels()) {
            meet(level.condition());
            meet(level.resolveWhen());
        }
        meet(rule.resolveWhen());
    }

    private void meet(@Nullable CheckedExpression expression) {
        if (expression != null && expression.aggregates().isEmpty() && reckons(expression.tree())) {
            SharedNumbers.forEach(expression.normalForm(layout), layout.shared()::met);
        }
    }

    /** Whether there is more in it than names and constants, compared. */
    private static boolean reckons(Expression tree) {
        if (tree instanceof Expression.Arithmetic || tree instanceof Expression.Call) {
            return true;
        }
        for (Expression operand : tree.operands()) {
            if (reckons(operand)) {
                return true;
            }
        }
        return false;
    }

    /** All rules are bound for now. */
    public void isBound() {
        boundSize = layout.size();
        layout.shared().haveBeenMet();
    }

    /** Whether most of what is laid out may be names of rules that are gone. */
    public boolean isWorn() {
        return layout.size() > 2 * boundSize + 1_000;
    }

    @Nullable
    Category category() {
        return category;
    }

    public SlotLayout layout() {
        return layout;
    }

    public CategoryWindows windows() {
        return windows;
    }

    TimerWheel timers() {
        return timers;
    }

    /** The alerts that have to see every event of their group. */
    /** Who is told when an alert holds or counts otherwise without a transition; null if nobody wants to know. */
    @Nullable
    BiConsumer<String, Labels> holdsGoTo() {
        return holdsGoTo;
    }

    /** From now on that one is told of which rule and alert it is. */
    public void tellHolds(BiConsumer<String, Labels> store) {
        holdsGoTo = store;
    }

    public WorkList workList() {
        return workList;
    }

    /** The place at which the number of a slot is remembered. */
    public int placeOf(int slot) {
        int place = remembered.indexOf(slot);
        if (place < 0) {
            place = remembered.size();
            remembered.add(slot);
        }
        return place;
    }

    /** How many places there are. */
    public int remembered() {
        return remembered.size();
    }

    /** The slot whose number is remembered at a place. */
    public int rememberedSlot(int place) {
        return remembered.get(place);
    }

    /**
     * The numbers at some places, in series of one kind.
     *
     * @param tags the tags of such a series, laid out
     */
    public Remembered remembered(SortedSet<Integer> places, EventSlots tags) {
        int[] slotsOfNumbers = places.stream().mapToInt(this::rememberedSlot).toArray();
        List<@Nullable String> names = new ArrayList<>();
        for (int slot : slotsOfNumbers) {
            names.add(tags.isTag(slot) || layout.shared().isAt(slot) ? null : layout.nameOf(slot));
        }
        return kinds.computeIfAbsent(
                List.of(List.copyOf(places), names),
                unused -> new Remembered(
                        places.stream().mapToInt(Integer::intValue).toArray(),
                        slotsOfNumbers,
                        names.toArray(String[]::new)));
    }

    /** Where an event of the category is laid out; used anew for each event. */
    public EventSlots slots() {
        EventSlots known = slots;
        if (known == null || known.size() < layout.size()) {
            known = new EventSlots(layout);
            slots = known;
        }
        return known;
    }

    /** Where what is known without an event is laid out. */
    EventSlots slotsWithoutEvent() {
        EventSlots known = slotsWithoutEvent;
        if (known == null || known.size() < layout.size()) {
            known = new EventSlots(layout);
            slotsWithoutEvent = known;
        }
        return known;
    }

    /** What is remembered of the last event of a series. */
    EventSlots lastOf(Series series) {
        EventSlots last = slotsWithoutEvent();
        last.fillTags(series.tags());
        double[] numbers = series.lastNumbers();
        for (int i = 0; i < numbers.length; i++) {
            int slot = remembered.get(series.remembered()[i]);
            if (!last.isTag(slot)) {
                last.putNumber(slot, numbers[i]);
            }
        }
        return last;
    }
}

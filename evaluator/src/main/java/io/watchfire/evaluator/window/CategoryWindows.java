package io.watchfire.evaluator.window;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.AggregateFunction;
import io.watchfire.dsl.format.Canonical;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.Expression.Aggregate;
import io.watchfire.dsl.syntax.Expression.Name;
import io.watchfire.dsl.syntax.Expression.NumberLiteral;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Target;
import io.watchfire.evaluator.rule.WindowOptions;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.SlotLayout;
import io.watchfire.evaluator.slot.TargetGate;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.timer.TimerWheel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The windows that the rules of one category name. Grows while rules are bound. */
public final class CategoryWindows {
    private final SlotLayout layout;
    private final WindowOptions options;
    private final Map<WindowDefinition.Key, WindowDefinition> definitions = new LinkedHashMap<>();

    public CategoryWindows(SlotLayout layout, WindowOptions options) {
        this.layout = layout;
        this.options = options;
    }

    /**
     * Says in which slots an expression of a rule finds its names and the results of its windows.
     *
     * @param groupBy the rule's grouping, sorted; null: all tags
     * @param used is told each window that the expression names
     */
    public SlotResolver slotsFor(
            CheckedExpression expression,
            Target target,
            @Nullable List<String> groupBy,
            Consumer<WindowDefinition> used) {
        return new SlotResolver() {
            @Override
            public int slotOf(String name) {
                return layout.slotOf(name);
            }

            @Override
            public int slotOf(Aggregate aggregate) {
                WindowDefinition definition = define(aggregate, expression, target, groupBy);
                used.accept(definition);
                return slotIn(definition, aggregate);
            }

            @Override
            public int slotOf(Term number) {
                return layout.shared().slotOf(number);
            }

            @Override
            public boolean sharesNumbers() {
                return !layout.shared().isEmpty();
            }
        };
    }

    private WindowDefinition define(
            Aggregate aggregate, CheckedExpression expression, Target target, @Nullable List<String> groupBy) {
        CheckedExpression argument =
                expression.part(aggregate.arguments().get(aggregate.arguments().size() - 1));
        CheckedExpression where = aggregate.where() == null ? null : expression.part(aggregate.where());
        List<Name> by = aggregate.by();
        WindowDefinition.Key key = new WindowDefinition.Key(
                TargetGate.canonical(target),
                argument.canonical(),
                argument.type(),
                function(aggregate) == AggregateFunction.COUNT && argument.type() == ValueType.BOOLEAN,
                where == null ? null : where.canonical(),
                by == null
                        ? groupBy
                        : by.stream().map(Name::name).distinct().sorted().toList(),
                aggregate.overMillis(),
                aggregate.offsetMillis());
        return definitions.computeIfAbsent(
                key,
                unused -> new WindowDefinition(
                        key,
                        TargetGate.of(target, layout),
                        argument.bind(layout),
                        where == null ? null : where.bind(layout),
                        options));
    }

    private int slotIn(WindowDefinition definition, Aggregate aggregate) {
        AggregateFunction function = function(aggregate);
        double argument =
                function == AggregateFunction.QUANTILE && aggregate.arguments().get(0) instanceof NumberLiteral literal
                        ? literal.value()
                        : 0;
        int before = definition.measures().size();
        int slot = definition.slotOf(function, Measure.quantileOf(function, argument), layout.size());
        if (definition.measures().size() > before) {
            layout.reserve(Canonical.text(aggregate));
        }
        return slot;
    }

    private static AggregateFunction function(Aggregate aggregate) {
        return AggregateFunction.ofName(aggregate.function()).orElseThrow();
    }

    public Collection<WindowDefinition> definitions() {
        return definitions.values();
    }

    /** The windows that a series may enter. */
    public SeriesWindows of(Labels tags) {
        if (definitions.isEmpty()) {
            return SeriesWindows.NONE;
        }
        EventSlots tagsOnly = new EventSlots(layout);
        tagsOnly.fillTags(tags);
        Set<String> names = tags.asMap().keySet();
        List<Window> windows = new ArrayList<>();
        boolean asks = false;
        for (WindowDefinition definition : definitions.values()) {
            boolean decided = definition.target().isDecidedBy(names);
            if (!decided || definition.target().admits(tagsOnly)) {
                windows.add(definition.of(definition.groupOf(tags)));
                asks |= !decided;
            }
        }
        return windows.isEmpty() ? SeriesWindows.NONE : new SeriesWindows(windows.toArray(Window[]::new), asks);
    }

    /** Lets go of the windows that hold nothing and of whose groups nothing came since that time. */
    public void forgetIdleSince(long time) {
        definitions.values().forEach(definition -> definition.forgetIdleSince(time));
    }

    /** Lets go of the windows of groups that others take care of. */
    public void keepOnly(Predicate<Labels> isOwn, TimerWheel timers) {
        definitions.values().forEach(definition -> definition.keepOnly(isOwn, timers));
    }

    /** Forgets how many samples were refused. */
    public void forgetRefused() {
        definitions.values().forEach(WindowDefinition::forgetRefused);
    }

    /** Tells a snapshot all windows, or learns from there those that are still named. */
    public void exchange(SnapshotStream state, TimerWheel timers, long now) {
        List<WindowDefinition> all = List.copyOf(definitions.values());
        int count = state.number(all.size());
        for (int i = 0; i < count; i++) {
            WindowDefinition.Key key = WindowDefinition.exchange(
                    state.isReading() ? WindowDefinition.NO_KEY : all.get(i).key(), state);
            WindowDefinition definition = definitions.get(key);
            state.block(
                    definition != null, () -> Objects.requireNonNull(definition).exchange(state, timers, now));
        }
    }
}

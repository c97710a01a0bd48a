package io.watchfire.evaluator.window;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Schema;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.Target;
import io.watchfire.evaluator.rule.WindowOptions;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.SlotLayout;
import java.util.ArrayList;
import java.util.List;

/** One expression over the windows of one series, without rules and alerts round it. */
final class WindowProbe {
    private final SlotLayout layout = new SlotLayout();
    private final CategoryWindows windows;
    private final List<WindowDefinition> definitions = new ArrayList<>();
    private final Evaluable expression;
    private final EventSlots slots;
    private final SeriesWindows series;
    private final Event first;

    WindowProbe(String text, WindowOptions options) {
        windows = new CategoryWindows(layout, options);
        CheckedExpression checked = RuleLanguage.standard()
                .analyze(text, Schema.undeclared().newScope())
                .expression()
                .orElseThrow();
        expression = checked.bind(windows.slotsFor(checked, new Target.All(), null, definitions::add));
        slots = new EventSlots(layout);
        first = sample(0, 0);
        series = windows.of(first.labels());
    }

    private static Event sample(long time, Object value) {
        return Event.of("m").at(time).tag("host", "a").field("v", value).build();
    }

    /** Takes a sample in, and gives what the expression then is. */
    double add(long time, Object value, long now) {
        slots.fill(sample(time, value));
        series.enter(slots, time, now, new ArrayList<>());
        return expression.number(slots);
    }

    double add(long time, Object value) {
        return add(time, value, time);
    }

    /** What the expression is at that time, without an event. */
    double at(long now) {
        slots.fillTags(first.labels());
        definitions.forEach(definition -> definition.writeTo(slots, first.labels(), now));
        return expression.number(slots);
    }

    long refused() {
        return definitions.stream().mapToLong(WindowDefinition::refused).sum();
    }

    WindowDefinition definition() {
        return definitions.get(0);
    }
}

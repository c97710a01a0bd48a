package io.watchfire.benchmarks.condition;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Schema;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.SlotLayout;

/** Our own side. */
final class Watchfire {
    private Watchfire() {}

    static CheckedExpression expression(String text) {
        return RuleLanguage.standard()
                .analyze(text, Schema.undeclared().newScope())
                .expression()
                .orElseThrow();
    }

    /** The event in the slots from which the engine reads. */
    static EventSlots slots(Counters counters, SlotLayout layout) {
        EventSlots slots = new EventSlots(layout);
        Event.Builder event = Event.of("app_counter").at(0);
        counters.toMap().forEach((name, value) -> {
            if (value instanceof String text) {
                event.tag(name, text);
            } else {
                event.field(name, (Double) value);
            }
        });
        slots.fill(event.build());
        return slots;
    }
}

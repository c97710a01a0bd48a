package io.watchfire.evaluator.slot;

import java.util.Map;

/** One event as rules look at it. Its tags are those of its series. Good for one event only: the next takes its place. */
public interface EventView {
    /** When it happened, in epoch milliseconds. */
    long time();

    /** A number that the event has in a field; NaN if it has none there. The name and its slot say the same. */
    double number(String name, int slot);

    /** Lays the fields into slots that hold the tags already. A tag hides a field of the same name. */
    void layFields(EventSlots slots);

    /** What a message can name: the fields and the tags, which hide them. */
    Map<String, Object> variables();
}

package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.slot.EventView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why an alert is judged: an event of its group, or a window that changed without one. Filled anew for each. */
final class Occasion {
    private long time;
    private long now;
    private @Nullable EventView event;
    private Labels identity = Labels.NONE;

    Occasion of(EventView newEvent, long newNow) {
        event = newEvent;
        now = newNow;
        time = newEvent.time();
        return this;
    }

    Occasion ofWindows(long newTime, long newNow, Labels newIdentity) {
        event = null;
        time = newTime;
        now = newNow;
        identity = newIdentity;
        return this;
    }

    /** When, in epoch milliseconds. */
    long time() {
        return time;
    }

    /** The engine's time. */
    long now() {
        return now;
    }

    boolean isByWindows() {
        return event == null;
    }

    /** What a message can name: the tags and fields of the event, or the labels of the alert. */
    Map<String, Object> variables() {
        return event == null ? new LinkedHashMap<>(identity.asMap()) : event.variables();
    }
}

package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.event.Event;
import java.util.ArrayList;
import java.util.List;

/** All events that windows may hold, in order of arrival. Nothing is ever forgotten. */
final class WindowHistory {
    /**
     * An event.
     *
     * @param arrived the engine's time when it came
     */
    record Taken(Event event, long arrived) {}

    private final List<Taken> taken = new ArrayList<>();
    private long time;

    /** The engine's time. */
    long time() {
        return time;
    }

    void setTime(long now) {
        time = now;
    }

    Taken take(Event event) {
        Taken last = new Taken(event, time);
        taken.add(last);
        return last;
    }

    List<Taken> taken() {
        return taken;
    }
}

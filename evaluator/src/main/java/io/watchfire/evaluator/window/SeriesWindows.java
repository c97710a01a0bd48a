package io.watchfire.evaluator.window;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.slot.EventSlots;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The windows that the events of one series may enter. */
public final class SeriesWindows {
    static final SeriesWindows NONE = new SeriesWindows(new Entry[0]);

    private final Entry[] entries;

    SeriesWindows(Entry[] entries) {
        this.entries = entries;
    }

    /** One of them. */
    static final class Entry {
        final WindowDefinition definition;
        final Labels group;

        /** Whether the target has to be asked at each event. */
        final boolean asks;

        @Nullable
        Window window;

        Entry(WindowDefinition definition, Labels group, boolean asks) {
            this.definition = definition;
            this.group = group;
            this.asks = asks;
        }

        Window window() {
            Window known = window;
            if (known == null || known.isForgotten()) {
                known = definition.of(group);
                window = known;
            }
            return known;
        }
    }

    /**
     * Enters the samples of an event and lays what the windows then give into the slots.
     *
     * @param time of the event
     * @param now the engine's time
     * @param entered takes the windows that the event entered
     */
    public void enter(EventSlots slots, long time, long now, List<Window> entered) {
        for (Entry entry : entries) {
            if (!entry.asks || entry.definition.target().admits(slots)) {
                Window window = entry.window();
                window.sawEventAt(time);
                if (entry.definition.enter(window, slots, time, now)) {
                    entered.add(window);
                }
            }
        }
        for (Entry entry : entries) {
            if (entry.window != null) {
                entry.window.writeTo(slots, now);
            }
        }
    }
}

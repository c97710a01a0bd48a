package io.watchfire.evaluator.window;

import io.watchfire.evaluator.slot.EventSlots;
import java.util.List;

/** The windows that the events of one series may enter. */
public final class SeriesWindows {
    /** Of a series that enters no window. */
    public static final SeriesWindows NONE = new SeriesWindows(new Window[0], false);

    private final Window[] windows;

    /** Whether the targets have to be asked at each event. */
    private final boolean asks;

    SeriesWindows(Window[] windows, boolean asks) {
        this.windows = windows;
        this.asks = asks;
    }

    /**
     * Enters the samples of an event and lays what the windows then give into the slots.
     *
     * @param time of the event
     * @param now the engine's time
     * @param entered takes the windows that the event entered
     */
    public void enter(EventSlots slots, long time, long now, List<Window> entered) {
        for (int i = 0; i < windows.length; i++) {
            WindowDefinition definition = windows[i].definition();
            if (asks && !definition.target().admits(slots)) {
                continue;
            }
            if (windows[i].isForgotten()) {
                windows[i] = definition.of(windows[i].group());
            }
            Window window = windows[i];
            window.sawEventAt(now);
            if (definition.enter(window, slots, time, now)) {
                entered.add(window);
            }
            window.writeTo(slots, now);
        }
    }

    /** The window of that definition, which the event at hand could enter. */
    public Window find(WindowDefinition definition) {
        for (Window window : windows) {
            if (window.definition() == definition) {
                return window;
            }
        }
        throw new IllegalStateException("an event was judged that lies outside the target of the rule's window");
    }
}

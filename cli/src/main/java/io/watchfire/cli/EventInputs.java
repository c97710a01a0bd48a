package io.watchfire.cli;

import io.watchfire.cli.replay.EventMerge;
import io.watchfire.evaluator.event.EventLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The event files of a command line, open. Not thread-safe. */
final class EventInputs implements AutoCloseable {
    private final List<EventMerge.Source> files = new ArrayList<>();

    private EventInputs() {}

    /** Opens all files; if one cannot be opened, the others are closed and the command ends. */
    static EventInputs open(List<String> names, Terminal terminal, BadLines badLines) throws IOException {
        EventInputs inputs = new EventInputs();
        try {
            for (String name : names) {
                EventLines lines = EventLines.of(name, InputFiles.open(name, terminal), null, badLines);
                inputs.files.add(new EventMerge.Source(name, lines));
            }
        } catch (IOException | RuntimeException e) {
            inputs.close();
            throw e;
        }
        return inputs;
    }

    /** All events in order of time. */
    EventMerge merged() {
        return new EventMerge(files);
    }

    @Override
    public void close() throws IOException {
        for (EventMerge.Source file : files) {
            file.lines().close();
        }
    }
}

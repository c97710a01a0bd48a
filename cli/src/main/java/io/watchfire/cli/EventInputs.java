package io.watchfire.cli;

import io.watchfire.cli.replay.EventMerge;
import io.watchfire.evaluator.event.EventLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The event files of a command line, open. Not thread-safe. */
final class EventInputs implements AutoCloseable {
    private final List<EventMerge.Source> files = new ArrayList<>();
    private final List<CountedInput> inputs = new ArrayList<>();

    /** Bytes of all files; -1 if that is not known of one of them. */
    private long size;

    private EventInputs() {}

    /** Opens all files; if one cannot be opened, the others are closed and the command ends. */
    static EventInputs open(List<String> names, Terminal terminal, BadLines badLines) throws IOException {
        EventInputs inputs = new EventInputs();
        try {
            for (String name : names) {
                CountedInput input = new CountedInput(InputFiles.open(name, terminal));
                inputs.inputs.add(input);
                inputs.addSize(name);
                EventLines lines = EventLines.of(name, input, null, badLines);
                inputs.files.add(new EventMerge.Source(name, lines));
            }
        } catch (IOException | RuntimeException e) {
            inputs.close();
            throw e;
        }
        return inputs;
    }

    private void addSize(String name) throws IOException {
        Path file = Path.of(name);
        boolean known = size >= 0 && !name.equals(InputFiles.STANDARD_STREAM) && Files.isRegularFile(file);
        size = known ? size + Files.size(file) : -1;
    }

    /** How much of all files is read, from 0 to 1; NaN if that is not known, as of standard input. */
    double done() {
        if (size <= 0) {
            return Double.NaN;
        }
        long read = inputs.stream().mapToLong(CountedInput::count).sum();
        return Math.min(1, (double) read / size);
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

package io.watchfire.cli.replay;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventLines;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Events of several files as one stream in order of time; at equal times in the order of the files. Each file is read in
 * its own order, and one event of each is held. Not thread-safe.
 */
public final class EventMerge {
    /**
     * One file.
     *
     * @param name for messages
     */
    public record Source(String name, EventLines lines) {
        @Nullable
        Event next() throws IOException {
            try {
                return lines.next();
            } catch (IOException e) {
                throw new IOException(
                        name + " cannot be read on behind line " + lines.line() + ": " + e.getMessage(), e);
            }
        }
    }

    private record Head(Event event, int file) {}

    private final List<Source> files;
    private final PriorityQueue<Head> heads = new PriorityQueue<>(
            Comparator.<Head>comparingLong(head -> head.event.time()).thenComparingInt(head -> head.file));

    /** The file from which the last event came and has to be replaced; -1 before the first event. */
    private int taken = -1;

    public EventMerge(List<Source> files) {
        this.files = List.copyOf(files);
    }

    /**
     * The next event, or null at the end of all files.
     *
     * @throws IOException if a file cannot be read on
     */
    public @Nullable Event next() throws IOException {
        if (files.size() == 1) {
            return files.get(0).next();
        }
        if (taken >= 0) {
            refill(taken);
        } else {
            for (int file = 0; file < files.size(); file++) {
                refill(file);
            }
        }
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        taken = head.file;
        return head.event;
    }

    private void refill(int file) throws IOException {
        Event event = files.get(file).next();
        if (event != null) {
            heads.add(new Head(event, file));
        }
    }
}

package io.watchfire.evaluator.event;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file or stream of event lines, one event after the other, in memory that does not grow with its length.
 *
 * <pre>{@code
 * try (EventLines lines = EventLines.open(Path.of("events.jsonl.gz"), bad -> System.err.println(bad))) {
 *     for (Event event = lines.next(); event != null; event = lines.next()) {
 *         engine.process(event);
 *     }
 * }
 * }</pre>
 *
 * <p>What is packed with gzip is unpacked, whatever the file is called. Lines end with LF or CR LF; lines of blanks are
 * passed over. A line that cannot be read goes to the handler with its number and is skipped; so is one longer than
 * {@link #MAX_LINE_BYTES}. Not thread-safe.
 */
public final class EventLines implements Closeable {
    public static final int MAX_LINE_BYTES = 1 << 20;

    /**
     * A line that is no event.
     *
     * @param source name of the file or stream
     * @param line number of the line, from 1
     * @param column column in code points, from 1
     * @param message what is wrong, in one sentence without a full stop
     */
    public record BadLine(String source, long line, int column, String message) {
        /** {@code events.jsonl:12:34: not JSON: ..} */
        @Override
        public String toString() {
            return source + ":" + line + ":" + column + ": " + message;
        }
    }

    private final String source;
    private final InputStream in;
    private final @Nullable LongSupplier arrivalMillis;
    private final Consumer<BadLine> badLines;
    private final EventReader reader = new EventReader();

    private byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private long line;

    private EventLines(
            String source, InputStream in, @Nullable LongSupplier arrivalMillis, Consumer<BadLine> badLines) {
        this.source = source;
        this.in = in;
        this.arrivalMillis = arrivalMillis;
        this.badLines = badLines;
    }

    /**
     * Opens a file whose lines all say their time.
     *
     * @throws IOException if it cannot be read
     */
    public static EventLines open(Path file, Consumer<BadLine> badLines) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return of(file.toString(), in, null, badLines);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Reads from a stream, which is closed with this.
     *
     * @param source name of the stream, for messages
     * @param arrivalMillis asked for the time of an event whose line does not say it, in epoch milliseconds; null: such a
     *     line is bad
     * @throws IOException if it cannot be read
     */
    public static EventLines of(
            String source, InputStream in, @Nullable LongSupplier arrivalMillis, Consumer<BadLine> badLines)
            throws IOException {
        return new EventLines(source, unpacked(in), arrivalMillis, badLines);
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(2);
        boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }

    /**
     * The next event, or null at the end.
     *
     * @throws IOException if reading fails
     */
    public @Nullable Event next() throws IOException {
        while (true) {
            int end = endOfLine();
            if (end < 0) {
                return null;
            }
            line++;
            int from = position;
            position = Math.min(end + 1, limit);
            if (end - from > MAX_LINE_BYTES) {
                bad(1, "the line is longer than " + MAX_LINE_BYTES + " bytes");
                skipRestOfLine(end);
            } else if (!isBlank(from, end)) {
                Event event = read(from, end);
                if (event != null) {
                    return event;
                }
            }
        }
    }

    /** Number of the line that was read last, from 1; 0 before the first. */
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private @Nullable Event read(int from, int end) {
        try {
            return reader.read(buffer, from, end, arrivalMillis == null ? null : arrivalMillis.getAsLong());
        } catch (EventFormatException e) {
            bad(e.column(), e.problem());
            return null;
        }
    }

    private void bad(int column, String message) {
        badLines.accept(new BadLine(source, line, column, message));
    }

    private boolean isBlank(int from, int end) {
        for (int i = from; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /**
     * Index of the LF that ends the line at {@link #position}; the limit if the input ends without one, or if the line is
     * too long; -1 if there is no line any more.
     */
    private int endOfLine() throws IOException {
        int scanned = position;
        while (true) {
            for (int i = scanned; i < limit; i++) {
                if (buffer[i] == '\n') {
                    return i;
                }
            }
            if (limit - position > MAX_LINE_BYTES) {
                return limit;
            }
            scanned = limit - position;
            if (!fill()) {
                return position < limit ? limit : -1;
            }
        }
    }

    /** Moves the unread bytes to the front of the buffer and reads more behind them; false at the end of the input. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(count, 0);
        return count >= 0;
    }

    private void skipRestOfLine(int end) throws IOException {
        if (end < limit) {
            return;
        }
        position = limit;
        for (int next = endOfPiece(); next < 0; next = endOfPiece()) {
            position = limit;
            if (!fill()) {
                return;
            }
        }
    }

    private int endOfPiece() {
        for (int i = position; i < limit; i++) {
            if (buffer[i] == '\n') {
                position = i + 1;
                return i;
            }
        }
        return -1;
    }
}

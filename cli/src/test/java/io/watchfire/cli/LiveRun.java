package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A command that runs beside the test until it is stopped. */
final class LiveRun {
    private static final long PATIENCE_SECONDS = 30;

    private final StopRequest stop = StopRequest.withoutSignals();
    private final Lines out = new Lines();
    private final Lines err = new Lines();
    private final CompletableFuture<Integer> exitCode;

    /** Starts it. Standard input stays open without a byte unless the command reads it. */
    LiveRun(InputStream in, String... args) {
        Terminal terminal = new Terminal(
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                Map.of());
        exitCode = CompletableFuture.supplyAsync(() -> Main.execute(terminal, stop, args));
    }

    /** The next line on standard output; waits for it. */
    String nextOut() throws InterruptedException {
        return out.next();
    }

    /** The next line on standard error; waits for it. */
    String nextErr() throws InterruptedException {
        return err.next();
    }

    /** The last line on standard error so far, past those that nobody asked for; after its end the summary. */
    String lastErr() throws InterruptedException {
        return err.last();
    }

    /** Asks it to end, and waits until it has. */
    int stop() throws Exception {
        stop.ask();
        return exitCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until it ends by itself. */
    int end() throws Exception {
        return exitCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static final class Lines extends OutputStream {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            if (b == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else if (b != '\r') {
                line.write(b);
            }
        }

        String last() throws InterruptedException {
            String last = next();
            while (!lines.isEmpty()) {
                last = next();
            }
            return last;
        }

        String next() throws InterruptedException {
            String next = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("a line").isNotNull();
            return next;
        }
    }
}

package io.watchfire.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One run of the command in this process, with its streams caught. */
record CommandRun(int exitCode, String out, String err) {
    static CommandRun of(String... args) {
        return withInput("", args);
    }

    static CommandRun withInput(String input, String... args) {
        return withInput(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), Map.of(), args);
    }

    static CommandRun withEnvironment(Map<String, String> environment, String... args) {
        return withInput(InputStream.nullInputStream(), environment, args);
    }

    private static CommandRun withInput(InputStream input, Map<String, String> environment, String... args) {
        Streams streams = new Streams();
        int exitCode = Main.execute(streams.terminal(input, environment), StopRequest.withoutSignals(), args);
        return new CommandRun(exitCode, streams.outText(), streams.errText());
    }

    /** Catches what a command prints. */
    static final class Streams {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        Terminal terminal(InputStream input, Map<String, String> environment) {
            return new Terminal(
                    input,
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    out,
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    false,
                    false,
                    environment);
        }

        String outText() {
            return out.toString(StandardCharsets.UTF_8);
        }

        String errText() {
            return err.toString(StandardCharsets.UTF_8);
        }
    }
}

package io.watchfire.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lines on their way to a file or to standard output: UTF-8, each ended by LF on every system, buffered. If they cannot be
 * written the command ends: quietly if whoever read standard output has gone. Thread-safe.
 */
final class OutputLines implements AutoCloseable {
    private final OutputStream out;
    private final String name;
    private final boolean owned;

    private OutputLines(OutputStream out, String name, boolean owned) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.name = name;
        this.owned = owned;
    }

    /** To standard output, which stays open when this is closed. */
    static OutputLines standard(Terminal terminal) {
        return new OutputLines(terminal.rawOut(), "standard output", false);
    }

    /** To a file, which is made anew; {@code -} is standard output. */
    static OutputLines to(String file, Terminal terminal) {
        if (file.equals(InputFiles.STANDARD_STREAM)) {
            return standard(terminal);
        }
        try {
            return new OutputLines(Files.newOutputStream(Path.of(file)), file, true);
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNUSABLE, file + " cannot be written: " + e, e);
        }
    }

    /** Ends the command if a file of changes is one that it reads, by whatever names. */
    @SafeVarargs
    static void refuseToOverwrite(String out, List<Path>... inputs) {
        if (out.equals(InputFiles.STANDARD_STREAM)) {
            return;
        }
        for (Path input : Stream.of(inputs).flatMap(List::stream).toList()) {
            if (isSame(Path.of(out), input)) {
                throw new CommandException(
                        ExitCode.UNUSABLE,
                        "--out " + out + " would overwrite " + input + ", which is read; name another file");
            }
        }
    }

    private static boolean isSame(Path out, Path input) {
        try {
            return out.equals(input) || (Files.exists(out) && Files.isSameFile(out, input));
        } catch (IOException e) {
            // There is no such input, which is told when it is opened.
            return false;
        }
    }

    synchronized void write(String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        } catch (IOException e) {
            throw failed(e);
        }
    }

    synchronized void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public synchronized void close() {
        flush();
        if (owned) {
            try {
                out.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    private CommandException failed(IOException e) {
        boolean readerGone = !owned && String.valueOf(e.getMessage()).contains("Broken pipe");
        return readerGone
                ? new CommandException(ExitCode.BROKEN_PIPE, "", e)
                : new CommandException(ExitCode.UNUSABLE, name + " cannot be written: " + e.getMessage(), e);
    }
}

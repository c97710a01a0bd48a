package io.watchfire.cli;

import io.watchfire.evaluator.event.EventLines.BadLine;
import java.util.function.Consumer;

/** Tells of lines that are no events, the first ones one by one, and counts them. One thread at a time. */
final class BadLines implements Consumer<BadLine> {
    private static final int TOLD = 20;

    private final Terminal terminal;
    private final boolean strict;
    private long count;

    /** @param strict the first bad line ends the command */
    BadLines(Terminal terminal, boolean strict) {
        this.terminal = terminal;
        this.strict = strict;
    }

    @Override
    public void accept(BadLine bad) {
        count++;
        if (strict) {
            throw new CommandException(ExitCode.PROBLEMS, bad + " (--strict stops here)");
        }
        if (count <= TOLD) {
            tell(bad.toString());
        }
        if (count == TOLD) {
            tell("watchfire: further bad lines are only counted");
        }
    }

    private void tell(String line) {
        terminal.err().println((terminal.progress() ? ProgressLine.ERASE : "") + line);
    }

    long count() {
        return count;
    }
}

package io.watchfire.cli;

import io.watchfire.evaluator.event.EventLines.BadLine;
import java.io.PrintStream;
import java.util.function.Consumer;

/** Tells of lines that are no events, the first ones one by one, and counts them. One thread at a time. */
final class BadLines implements Consumer<BadLine> {
    private static final int TOLD = 20;

    private final PrintStream err;
    private final boolean strict;
    private long count;

    /** @param strict the first bad line ends the command */
    BadLines(PrintStream err, boolean strict) {
        this.err = err;
        this.strict = strict;
    }

    @Override
    public void accept(BadLine bad) {
        count++;
        if (strict) {
            throw new CommandException(ExitCode.PROBLEMS, bad + " (--strict stops here)");
        }
        if (count <= TOLD) {
            err.println(bad);
        }
        if (count == TOLD) {
            err.println("watchfire: further bad lines are only counted");
        }
    }

    long count() {
        return count;
    }
}

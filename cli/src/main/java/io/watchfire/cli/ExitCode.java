package io.watchfire.cli;

/** The exit codes of all commands. */
final class ExitCode {
    static final int OK = 0;
    /** What was looked at is wrong: a rule, an expression, or with {@code --strict} an event. */
    static final int PROBLEMS = 1;
    /** The command line or a file could not be used. */
    static final int UNUSABLE = 2;
    /** Notices are left that could not be delivered. */
    static final int UNDELIVERED = 3;
    /** A fault in Watchfire itself; as EX_SOFTWARE in BSD's sysexits.h. */
    static final int FAULT = 70;
    /** Whoever read standard output has closed it: what a shell reports of a process that SIGPIPE ended. */
    static final int BROKEN_PIPE = 141;

    private ExitCode() {}
}

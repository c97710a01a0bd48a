package io.watchfire.cli.eval;

/** A text is not the JSON of an event or of a case. The message says what is wrong with it. */
public final class BadCaseException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final int line;
    private final int column;

    BadCaseException(String message) {
        this(message, 1, 1);
    }

    BadCaseException(String message, int line, int column) {
        super(message);
        this.problem = message;
        this.line = line;
        this.column = column;
    }

    /** What is wrong, in one sentence without a full stop. */
    public String problem() {
        return problem;
    }

    /** Line in the text, from 1. */
    public int line() {
        return line;
    }

    /** Column in the line, from 1; 1 if the place is not known. */
    public int column() {
        return column;
    }
}

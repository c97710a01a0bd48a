package io.watchfire.evaluator.event;

/** An event cannot be read. The message says what is wrong and, for a line of text, at which column. */
public final class EventFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int column;
    private final String problem;

    EventFormatException(int column, String problem) {
        super(column > 0 ? "column " + column + ": " + problem : problem);
        this.column = column;
        this.problem = problem;
    }

    /** What is wrong, in one sentence without a full stop and without the place. */
    public String problem() {
        return problem;
    }

    /** Column in the line in code points, from 1; 0 if there is no line. */
    public int column() {
        return column;
    }

    /** Bad lines are counted by the thousand: a stack trace would cost more than the line and say nothing. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}

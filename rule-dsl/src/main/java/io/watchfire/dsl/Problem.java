package io.watchfire.dsl;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an expression, and where.
 *
 * @param code stable name of the kind of problem, such as {@code type-mismatch}
 * @param message what is wrong, in one sentence without a full stop
 * @param help what to do about it, or null
 * @param span the place, in the text that was analyzed
 * @param related a second place that explains the first (underlined with tildes), or null
 * @param line line of the place, from 1; only LF ends a line
 * @param column column of the place in code points, from 1
 */
public record Problem(
        Severity severity,
        String code,
        String message,
        @Nullable String help,
        Span span,
        @Nullable Span related,
        int line,
        int column) {

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The same problem with another word on what to do. */
    public Problem withHelp(String other) {
        return new Problem(severity, code, message, other, span, related, line, column);
    }

    /**
     * The problem for people, on several lines without a last line end: what is wrong, the line of the text with carets
     * below the place, and what to do.
     *
     * <pre>{@code
     * error[type-mismatch]: resp_time is a number; 'slow' is text
     *   1 | okindName == 'btf-order' && resp_time >= 'slow'
     *     |                             ~~~~~~~~~ ^^^^^^^^^
     *   help: numbers are written without quotes, durations as 2s or 500ms
     * }</pre>
     *
     * @param text the text that was analyzed
     */
    public String render(String text) {
        return (isError() ? "error[" : "warning[") + code + "]: " + message + "\n"
                + Snippet.of(text, span, related)
                + (help == null ? "" : "\n  help: " + help);
    }
}

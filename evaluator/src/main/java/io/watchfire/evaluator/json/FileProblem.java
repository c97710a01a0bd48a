package io.watchfire.evaluator.json;

import io.watchfire.dsl.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a file, and where.
 *
 * @param file name of the file, as it was given
 * @param path which value, as a JSON path: {@code $.rules[3].condition}
 * @param line line in the file, from 1
 * @param column column in the line in code points, from 1; inside a text that is an expression, that of the very character
 * @param code stable name of the kind of problem, such as {@code unknown-key}
 * @param message what is wrong, in one sentence without a full stop
 * @param help what to do about it, or null
 * @param snippet the text around the place with carets below it, one or more lines without a last line end, or null
 */
public record FileProblem(
        String file,
        String path,
        int line,
        int column,
        Severity severity,
        String code,
        String message,
        @Nullable String help,
        @Nullable String snippet) {

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /**
     * The problem for people, on several lines without a last line end.
     *
     * <pre>{@code
     * rules/shop.json: $.rules[3].condition: error[type-mismatch]: resp_time is a number; 'slow' is text
     *   at rules/shop.json:12:58
     *   1 | okindName == 'btf-order' && resp_time >= 'slow'
     *     |                             ~~~~~~~~~ ^^^^^^^^^
     *   help: numbers are written without quotes, durations as 2s or 500ms
     * }</pre>
     */
    public String render() {
        StringBuilder out = new StringBuilder(file)
                .append(": ")
                .append(path)
                .append(": ")
                .append(isError() ? "error" : "warning")
                .append('[')
                .append(code)
                .append("]: ")
                .append(message)
                .append("\n  at ")
                .append(file)
                .append(':')
                .append(line)
                .append(':')
                .append(column);
        if (snippet != null) {
            out.append('\n').append(snippet);
        }
        if (help != null) {
            out.append("\n  help: ").append(help);
        }
        return out.toString();
    }

    /** As {@link #render}. */
    @Override
    public String toString() {
        return render();
    }
}

package io.watchfire.scenarios.run;

import org.jspecify.annotations.Nullable;

/**
 * One thing that came out otherwise than expected.
 *
 * @param where the expectation, as {@code transitions[1]}, or what else went wrong
 * @param expected as it would stand in the file; null if there is nothing to say
 * @param got what there was in its place; null if there is nothing to say
 * @param nearest of all that happened what shares most with it; null if there is none
 */
public record Difference(
        String where,
        @Nullable String expected,
        @Nullable String got,
        @Nullable String nearest) {
    /** The difference for people, on several lines without a last line end. */
    public String render() {
        StringBuilder out = new StringBuilder(where);
        append(out, "expected: ", expected);
        append(out, "got:      ", got);
        append(out, "nearest:  ", nearest);
        return out.toString();
    }

    private static void append(StringBuilder out, String name, @Nullable String text) {
        if (text != null) {
            out.append("\n  ").append(name).append(text.replace("\n", "\n            "));
        }
    }

    @Override
    public String toString() {
        return render();
    }
}

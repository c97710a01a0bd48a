package io.watchfire.dsl.format;

import io.watchfire.dsl.syntax.Expression;

/** Writes a tree in the one canonical layout. */
public final class Canonical {
    private Canonical() {}

    /** The text of a tree: equal for trees of equal meaning, and parsed to an equal tree. */
    public static String text(Expression expression) {
        throw new IllegalStateException("stub " + expression);
    }
}

package io.watchfire.dsl.check;

import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Scope;
import io.watchfire.dsl.syntax.Expression;
import java.util.List;

/** Checks names, types, units and arities of a tree. */
public final class Checker {
    private Checker() {}

    /**
     * What was found.
     *
     * @param types what is known of each node
     * @param problems errors and warnings in order of their place
     */
    public record Checked(Types types, List<Problem> problems) {}

    /** Checks a tree that was parsed from {@code text}; never throws for what it holds. */
    public static Checked check(String text, Expression tree, Scope scope) {
        throw new IllegalStateException("stub " + text + tree + scope);
    }
}

package io.watchfire.dsl.parser;

import io.watchfire.dsl.Limits;
import io.watchfire.dsl.Problem;
import io.watchfire.dsl.syntax.Expression;
import java.util.List;
import java.util.Optional;

/** Parses texts of expressions. */
public final class ExpressionParser {
    private ExpressionParser() {}

    /**
     * What came of a text.
     *
     * @param tree present if and only if no problem is an error
     * @param problems lexical errors and the first syntax error, in order of their place
     */
    public record Parsed(Optional<Expression> tree, List<Problem> problems) {}

    /** Parses a text; never throws for what it holds. */
    public static Parsed parse(String text, Limits limits) {
        throw new IllegalStateException("stub " + text + limits);
    }
}

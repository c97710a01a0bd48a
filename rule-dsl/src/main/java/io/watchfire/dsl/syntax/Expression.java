package io.watchfire.dsl.syntax;

import io.watchfire.dsl.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the syntax tree. */
public sealed interface Expression {
    Span span();

    /**
     * {@code function(argument where filter) over 5m offset 7d by tag, ..}
     *
     * @param parameter the second argument of {@code quantile}, or null
     */
    record Aggregate(
            String function,
            Expression argument,
            @Nullable Double parameter,
            @Nullable Expression where,
            long overMillis,
            long offsetMillis,
            @Nullable List<String> by,
            Span span)
            implements Expression {}
}

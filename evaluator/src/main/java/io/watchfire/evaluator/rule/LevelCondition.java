package io.watchfire.evaluator.rule;

import io.watchfire.dsl.CheckedExpression;
import org.jspecify.annotations.Nullable;

/**
 * What starts an alert at one level.
 *
 * @param condition when the level holds
 * @param resolveWhen when it is over, if that is another condition; null otherwise
 * @param forMillis how long the condition must hold, in milliseconds
 * @param occurrences how often it must hold
 */
public record LevelCondition(
        Level level,
        CheckedExpression condition,
        @Nullable CheckedExpression resolveWhen,
        long forMillis,
        Occurrences occurrences) {}

package io.watchfire.evaluator.rule;

import io.watchfire.dsl.CheckedExpression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The expressions of a rule, checked. */
record CheckedConditions(
        Target target,
        List<LevelCondition> levels,
        @Nullable CheckedExpression resolveWhen) {}

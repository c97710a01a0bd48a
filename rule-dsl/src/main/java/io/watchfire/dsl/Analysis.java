package io.watchfire.dsl;

import java.util.List;
import java.util.Optional;

/**
 * What {@link RuleLanguage#analyze} found out about a text: the checked expression, or all that is wrong with it.
 *
 * @param text the text as it was given
 * @param expression present if and only if no problem is an error
 * @param problems errors and warnings in order of their place
 */
public record Analysis(String text, Optional<CheckedExpression> expression, List<Problem> problems) {
    public Analysis {
        problems = List.copyOf(problems);
    }

    public boolean hasErrors() {
        return expression.isEmpty();
    }
}

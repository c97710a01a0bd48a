package io.watchfire.evaluator.index;

import io.watchfire.evaluator.rule.Rule;

/**
 * How events find a rule, and what came of it so far. Immutable.
 *
 * @param foundBy what has to be true of the texts of an event for the rule to be found, as a condition; empty if every event of its category
 *     finds it
 * @param looksWhen when a found rule looks at an event, for people
 * @param looks how many events it was shown
 * @param matches at how many of them it held
 * @param never whether it can never hold
 */
public record RuleAccess(Rule rule, String foundBy, String looksWhen, long looks, long matches, boolean never) {
    /** Whether it looks at every event of its category. */
    public boolean looksAtAll() {
        return foundBy.isEmpty() && looksWhen.equals(Filed.AT_EACH_EVENT);
    }

    /** Whether it looks at every event of its category if it reads anything but tags. */
    public boolean looksAtAllUnlessOfTags() {
        return foundBy.isEmpty() && looksWhen.equals(Filed.AT_FIRST_EVENT);
    }
}

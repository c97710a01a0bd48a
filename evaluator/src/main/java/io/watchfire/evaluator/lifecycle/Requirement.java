package io.watchfire.evaluator.lifecycle;

import io.watchfire.dsl.plan.Term;

/**
 * When a rule has to look at an event.
 *
 * @param condition has to be true, unless the rule has an alert at work in the event's group
 * @param countsAsTags whether that is so only where what the condition reads are tags of the event
 * @param mayRest whether an alert that fires may be passed over as long as nothing changes in what the condition is made of
 */
public record Requirement(Term condition, boolean countsAsTags, boolean mayRest) {}

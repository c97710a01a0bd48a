package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;

/** Takes transitions in the order in which they happen. */
@FunctionalInterface
public interface TransitionSink {
    /**
     * Takes one.
     *
     * @param ruleOrder the rule's place among all rules
     * @param identity of the alert, without the rule's own labels
     */
    void put(Transition transition, int ruleOrder, Labels identity);
}

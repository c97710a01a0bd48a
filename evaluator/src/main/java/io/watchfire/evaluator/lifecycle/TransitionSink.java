package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.alert.Transition;

/** Takes transitions in the order in which they happen. */
@FunctionalInterface
public interface TransitionSink {
    void put(Transition transition);
}

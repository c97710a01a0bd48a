package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.event.Labels;
import java.util.List;

/**
 * Why a receiver was told of an alert, or was not. Immutable.
 *
 * @param rule id of the rule
 * @param labels of the alert, without those of the rule
 * @param decisions oldest first
 */
public record Explanation(String rule, Labels labels, String receiver, List<Decision> decisions) {
    public Explanation {
        decisions = List.copyOf(decisions);
    }
}

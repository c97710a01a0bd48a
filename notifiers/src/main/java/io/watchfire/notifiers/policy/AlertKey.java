package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Rule;
import java.util.Map;
import java.util.TreeMap;

/**
 * Identity of an alert: the rule and the alert's own labels. The rule's labels do not belong to it: they may change in a
 * reload, while the alert stays the same. Immutable.
 *
 * @param rule id of the rule
 * @param labels of the alert, without those of the rule
 */
public record AlertKey(String rule, Labels labels) {
    /** The alert that a change is about. */
    public static AlertKey of(Transition transition) {
        return of(transition.rule(), transition.labels());
    }

    static AlertKey of(Rule rule, Labels all) {
        Map<String, String> ofRule = rule.labels();
        if (ofRule.isEmpty()) {
            return new AlertKey(rule.id(), all);
        }
        Map<String, String> own = new TreeMap<>(all.asMap());
        own.keySet().removeAll(ofRule.keySet());
        return new AlertKey(rule.id(), Labels.of(own));
    }
}

package io.watchfire.evaluator.index;

import io.watchfire.evaluator.lifecycle.Look;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists of rules, kept small. */
final class Rules {
    static final RuleAlerts[] NONE = {};

    private Rules() {}

    /** Without some, and with others at the end. */
    static RuleAlerts[] edited(RuleAlerts[] rules, Set<RuleAlerts> removed, List<RuleAlerts> added) {
        List<RuleAlerts> edited = new ArrayList<>(rules.length + added.size());
        for (RuleAlerts rule : rules) {
            if (!removed.contains(rule)) {
                edited.add(rule);
            }
        }
        edited.addAll(added);
        return edited.isEmpty() ? NONE : edited.toArray(NONE);
    }

    /** Shows all of them an event. */
    static void show(RuleAlerts[] rules, Look look, boolean mayRest) {
        for (RuleAlerts rule : rules) {
            look.at(rule, mayRest);
        }
    }
}

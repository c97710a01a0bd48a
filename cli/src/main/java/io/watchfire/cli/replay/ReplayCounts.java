package io.watchfire.cli.replay;

import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts alerts by rule and notices by receiver. Not thread-safe. */
final class ReplayCounts {
    /** Alerts of one rule: how many began to fire, how many ended, how many fire still. */
    static final class OfRule {
        long fired;
        long resolved;
        long firing;
    }

    private final Map<String, OfRule> rules = new LinkedHashMap<>();
    private final Map<String, Long> notices = new LinkedHashMap<>();

    ReplayCounts(RuleSet rules, ReceiverSet receivers) {
        rules.rules().forEach(rule -> this.rules.put(rule.id(), new OfRule()));
        receivers.receivers().forEach(receiver -> notices.put(receiver.name(), 0L));
    }

    void count(Transition transition) {
        if (transition.to() == AlertState.FIRING && !transition.from().isOpen()) {
            ofRule(transition.rule()).fired++;
        } else if (transition.to() == AlertState.RESOLVED) {
            ofRule(transition.rule()).resolved++;
        }
    }

    void count(Notice notice) {
        notices.merge(notice.receiver().name(), 1L, Long::sum);
    }

    void stillLive(List<Alert> alerts) {
        alerts.stream().filter(alert -> alert.state().isOpen()).forEach(alert -> ofRule(alert.rule()).firing++);
    }

    private OfRule ofRule(Rule rule) {
        return rules.computeIfAbsent(rule.id(), id -> new OfRule());
    }

    /** By rule id, in the order of the files; rules without an alert too. */
    Map<String, OfRule> rules() {
        return rules;
    }

    /** By receiver, in the order of the file; receivers without a notice too. */
    Map<String, Long> notices() {
        return notices;
    }
}

package io.watchfire.scenarios.run;

import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.notifiers.Notice;
import io.watchfire.scenarios.file.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happened, by the keys of scenario files. */
final class FactsOf {
    private final Instant start;

    /** @param start from where offsets count, in epoch milliseconds */
    FactsOf(long start) {
        this.start = Instant.ofEpochMilli(start);
    }

    Duration offset(long epochMillis) {
        return Duration.between(start, Instant.ofEpochMilli(epochMillis));
    }

    Facts transition(Transition transition) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("at", Duration.between(start, transition.time()));
        facts.put("time", transition.time());
        facts.put("rule", transition.rule().id());
        facts.put("labels", transition.labels().asMap());
        facts.put("from", transition.from().text());
        facts.put("to", transition.to().text());
        facts.put("level", transition.level().text());
        Double value = transition.value();
        if (value != null) {
            facts.put("value", value);
        }
        facts.put("reason", transition.reason().text());
        facts.put("since", transition.since());
        facts.put("alert", transition.alert());
        facts.put("sequence", (double) transition.sequence());
        return Facts.of(facts);
    }

    /** A heartbeat has the number of alerts that fire for its alerts. */
    Facts notice(long at, Notice notice) {
        Transition transition = notice.transition();
        Notice.Heartbeat heartbeat = notice.heartbeat();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("at", offset(at));
        facts.put("receiver", notice.receiver().name());
        facts.put("status", notice.status().text());
        facts.put("alerts", (double) (heartbeat == null ? notice.alerts().size() : heartbeat.firing()));
        if (transition == null) {
            return Facts.of(facts);
        }
        if (notice.alerts().stream()
                .allMatch(alert -> alert.rule().id().equals(transition.rule().id()))) {
            facts.put("rule", transition.rule().id());
        }
        facts.put("labels", commonLabels(notice, transition));
        facts.put("level", transition.level().text());
        return Facts.of(facts);
    }

    /** The labels that all alerts of a notice have with the same value. */
    private static Map<String, String> commonLabels(Notice notice, Transition first) {
        Map<String, String> common = new LinkedHashMap<>(first.labels().asMap());
        for (Transition alert : notice.alerts()) {
            common.entrySet().retainAll(alert.labels().asMap().entrySet());
        }
        return common;
    }

    static Facts alert(Alert alert) {
        return alert(alert.rule(), alert.labels(), alert.state(), alert.level());
    }

    /** An alert after its last transition. */
    static Facts alertOver(Transition last) {
        return alert(last.rule(), last.labels(), last.to(), last.level());
    }

    private static Facts alert(Rule rule, Labels labels, AlertState state, Level level) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rule", rule.id());
        facts.put("labels", labels.asMap());
        facts.put("state", state.text());
        facts.put("level", level.text());
        return Facts.of(facts);
    }

    static Facts error(FileProblem problem) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("code", problem.code());
        facts.put("path", problem.path());
        return Facts.of(facts);
    }
}

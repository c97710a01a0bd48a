package io.watchfire.benchmarks.notices;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.policy.NoticePolicy;
import io.watchfire.notifiers.policy.Silence;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Many alerts that begin to fire within one second: 50 rules, each with a receiver of its own that groups by application, 100
 * silences and 20 inhibitions, of which some match and most do not.
 */
final class Storm {
    static final long START = 1_767_225_600_000L;
    private static final int RECEIVERS = 50;
    private static final int INSTANTS = 100;

    private final List<Rule> rules = new ArrayList<>();
    private final ReceiverSet receivers;
    private final List<List<Transition>> instants = new ArrayList<>();

    /** @param grouped whether the receivers group */
    Storm(int alerts, boolean grouped) {
        for (int i = 0; i < RECEIVERS; i++) {
            rules.add(RuleCompiler.compile(List.of(RuleDefinition.of("rule-" + i)
                            .category("m")
                            .condition("v > 10")
                            .receiverTags("tag-" + i)
                            .build()))
                    .orElseThrow()
                    .rules()
                    .get(0));
        }
        receivers = receivers(grouped);
        for (int i = 0; i < INSTANTS; i++) {
            instants.add(new ArrayList<>());
        }
        for (int i = 0; i < alerts; i++) {
            int instant = (int) ((long) i * INSTANTS / alerts);
            instants.get(instant).add(firing(i, START + instant * 10L));
        }
    }

    private Transition firing(int number, long at) {
        Instant time = Instant.ofEpochMilli(at);
        Rule rule = rules.get(number % RECEIVERS);
        Labels labels = Labels.of(
                Map.of("oname", "server-" + number, "app", "app-" + number / RECEIVERS % 20, "zone", "z" + number % 7));
        return new Transition(
                time,
                rule,
                labels,
                AlertState.INACTIVE,
                AlertState.FIRING,
                Level.WARNING,
                11.0,
                10.0,
                Reason.CONDITION,
                time,
                time,
                rule.id() + "-" + number,
                1,
                Map.of());
    }

    private static ReceiverSet receivers(boolean grouped) {
        StringBuilder json = new StringBuilder("{\"version\": 1, ");
        if (grouped) {
            json.append("\"grouping\": {\"by\": [\"app\"], \"wait\": \"1s\", \"interval\": \"5m\"}, ");
        }
        json.append("\"inhibit\": [");
        for (int i = 0; i < 20; i++) {
            json.append(i == 0 ? "" : ", ")
                    .append("{\"source\": \"rule == 'rule-0' and oname like '*-")
                    .append(i)
                    .append("00'\", \"target\": \"rule == 'rule-")
                    .append(i + 1)
                    .append("'\", \"equal\": [\"zone\"]}");
        }
        json.append("], \"receivers\": [");
        for (int i = 0; i < RECEIVERS; i++) {
            json.append(i == 0 ? "" : ", ")
                    .append("{\"name\": \"team-" + i + "\", \"type\": \"console\", \"tags\": [\"tag-" + i + "\"]}");
        }
        return ReceiverFile.parse("receivers.json", json.append("]}").toString(), Path.of("."), Map.of())
                .orElseThrow();
    }

    /** A policy with all silences, before the storm. */
    NoticePolicy before() {
        NoticePolicy policy = new NoticePolicy(receivers);
        for (int i = 0; i < 100; i++) {
            // Most can be filed under a name and its value, as most of people's; every tenth is asked of each alert.
            String matcher = i % 10 > 0 ? "oname == 'server-" + i + "'" : "oname like 'server-*-" + i + "'";
            policy.silence(
                    Silence.of(
                            "s" + i,
                            List.of(AlertCondition.of(matcher)),
                            Instant.ofEpochMilli(START - 1),
                            Instant.ofEpochMilli(START + 3_600_000)),
                    START - 1);
        }
        return policy;
    }

    /** All alerts fire; their groups' waits are over at the end. Returns how many notices that made. */
    int happen(NoticePolicy policy) {
        int notices = 0;
        for (int i = 0; i < INSTANTS; i++) {
            notices += policy.process(instants.get(i), START + i * 10L).size();
        }
        return notices + policy.advanceTo(START + 3000).size();
    }
}

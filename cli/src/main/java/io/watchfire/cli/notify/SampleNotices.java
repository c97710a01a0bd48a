package io.watchfire.cli.notify;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.notifiers.Announcement;
import io.watchfire.notifiers.Announcement.AnnouncedAlert;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.receiver.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One notice of each kind for a receiver, about alerts that nobody has. Their title says that they are a test. */
public final class SampleNotices {
    private static final Duration FIRED_BEFORE = Duration.ofMinutes(12);
    private static final int IN_A_GROUP = 57;

    private final Receiver receiver;
    private final Instant now;
    private final Rule rule;

    /** @param korean whether what a rule would say is Korean; else it is English */
    public SampleNotices(Receiver receiver, Instant now, boolean korean) {
        this.receiver = receiver;
        this.now = now;
        this.rule = rule(korean);
    }

    /** The notices, in the order in which an alert could bring them about. */
    public List<Announcement> all() {
        return List.of(
                notice(Status.FIRING, 0, firing(1, Level.WARNING)),
                notice(Status.LEVEL, 0, new AnnouncedAlert(change(), Level.WARNING)),
                notice(Status.REPEAT, 2, firing(1, Level.CRITICAL)),
                notice(Status.ESCALATION, 0, firing(1, Level.CRITICAL)),
                notice(Status.FLAPPING, 0, firing(1, Level.WARNING)),
                notice(Status.RESOLVED, 0, over(1)),
                notice(Status.FIRING, 0, group()),
                notice(Status.RESOLVED, 0, over(1), over(2), over(3)),
                notice(Status.SUMMARY, 37, firing(1, Level.WARNING), over(2)),
                new Announcement(receiver, Status.HEARTBEAT, List.of(), 0, now, null, new Notice.Heartbeat(12, 2)));
    }

    private Announcement notice(Status status, int swallowed, AnnouncedAlert... alerts) {
        return new Announcement(receiver, status, List.of(alerts), swallowed, now, null);
    }

    private AnnouncedAlert[] group() {
        List<AnnouncedAlert> alerts = new ArrayList<>();
        for (int i = 1; i <= IN_A_GROUP; i++) {
            alerts.add(firing(i, i % 20 == 7 ? Level.CRITICAL : Level.WARNING));
        }
        return alerts.toArray(AnnouncedAlert[]::new);
    }

    private AnnouncedAlert firing(int number, Level level) {
        return told(transition(number, AlertState.INACTIVE, AlertState.FIRING, level, Reason.CONDITION, 2310));
    }

    private Transition change() {
        return transition(1, AlertState.FIRING, AlertState.FIRING, Level.CRITICAL, Reason.LEVEL, 5310);
    }

    private AnnouncedAlert over(int number) {
        return told(transition(number, AlertState.FIRING, AlertState.RESOLVED, Level.WARNING, Reason.RECOVERY, 180));
    }

    private static AnnouncedAlert told(Transition transition) {
        return new AnnouncedAlert(transition, null);
    }

    private Transition transition(
            int number, AlertState from, AlertState to, Level level, Reason reason, double respTime) {
        String oname = "order-" + number;
        Instant began = now.minus(FIRED_BEFORE);
        boolean begins = from == AlertState.INACTIVE;
        return new Transition(
                begins ? began : now,
                rule,
                Labels.of(Map.of("pname", "bfb", "pcode", "19429", "okindName", "btf-order", "oname", oname)),
                from,
                to,
                level,
                respTime,
                2000.0,
                reason,
                to == AlertState.RESOLVED ? now : began,
                began,
                rule.id() + "-" + number,
                begins ? 1 : 2,
                Map.of("resp_time", respTime));
    }

    private static Rule rule(boolean korean) {
        RuleDefinition definition = RuleDefinition.of("watchfire-notify-test")
                .name(korean ? "시험: btf-order 평균응답시간" : "Test: btf-order response time")
                .category("app_counter")
                .level(Level.CRITICAL, "resp_time >= 5000")
                .level(Level.WARNING, "resp_time >= 2000")
                .message(
                        korean
                                ? "평균응답시간 ${resp_time | duration} (기준 ${threshold | duration})"
                                : "response time ${resp_time | duration}, allowed ${threshold | duration}")
                .link(korean ? "대응 절차" : "runbook", "https://example.com/runbook/${okindName}")
                .flap(6, Duration.ofMinutes(10))
                .build();
        return RuleCompiler.compile(List.of(definition))
                .rules()
                .orElseThrow()
                .rules()
                .get(0);
    }
}

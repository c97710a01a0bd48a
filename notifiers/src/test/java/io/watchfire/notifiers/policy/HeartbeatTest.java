package io.watchfire.notifiers.policy;

import static io.watchfire.notifiers.Sample.rule;
import static io.watchfire.notifiers.Sample.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Notice.Heartbeat;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.Sample;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final long START = Sample.START.toEpochMilli();
    private static final String HOURLY = "{\"name\": \"team\", \"type\": \"console\", \"heartbeat\": \"1h\"}";
    private static final String DEAF = "{\"name\": \"others\", \"type\": \"console\"}";

    private final List<String> told = new ArrayList<>();
    private NoticePolicy policy = new NoticePolicy(receivers(HOURLY, DEAF));

    @Test
    void comesOncePerPeriodFromTheStartWithRulesAndAlertsThatFire() {
        policy.begin(rules(3), START);
        assertThat(policy.nextDue()).isPresent();

        advanceTo("59m59s");
        assertThat(told).isEmpty();
        advanceTo("1h");
        assertThat(told).containsExactly("team 1h: 3 rules, 0 firing");

        take(policy.process(List.of(transition(rule("slow").build()).build()), at("1h30m")));
        told.clear();
        advanceTo("3h");
        assertThat(told).containsExactly("team 2h: 3 rules, 1 firing", "team 3h: 3 rules, 1 firing");
    }

    @Test
    void nothingIsToldBeforeTimeBegins() {
        advanceTo("10h");

        assertThat(told).isEmpty();
        assertThat(policy.nextDue()).isEmpty();
    }

    @Test
    void noSilenceNoMuteTimeAndNoRateGuardHoldsItBack() {
        policy = new NoticePolicy(receivers("{\"name\": \"team\", \"type\": \"console\", \"heartbeat\": \"1m\","
                + " \"mute\": [{\"weekdays\": [\"mon-sun\"]}], \"rateGuard\": {\"notices\": 1, \"per\": \"1h\"}}"));
        policy.begin(rules(1), START);

        advanceTo("3m");

        assertThat(told).hasSize(3);
    }

    @Test
    void aRestartGoesOnWhereTheLastOneWasDue() {
        policy.begin(rules(3), START);
        advanceTo("1h30m");
        restart("1h50m", rules(4), receivers(HOURLY, DEAF));
        told.clear();

        advanceTo("3h");

        assertThat(told).containsExactly("team 2h: 4 rules, 0 firing", "team 3h: 4 rules, 0 firing");
    }

    @Test
    void ofThoseMissedWhileNobodyWasThereOneIsToldAtOnce() {
        policy.begin(rules(3), START);
        restart("5h30m", rules(3), receivers(HOURLY, DEAF));

        advanceTo("5h30m");
        assertThat(told).containsExactly("team 5h30m: 3 rules, 0 firing");
        advanceTo("6h30m");
        assertThat(told).hasSize(2).last().isEqualTo("team 6h30m: 3 rules, 0 firing");
    }

    @Test
    void withoutASnapshotTheFirstComesOnePeriodAfterTheStart() {
        policy = new NoticePolicy(receivers(HOURLY));
        policy.begin(rules(3), at("5h30m"));

        advanceTo("6h30m");

        assertThat(told).containsExactly("team 6h30m: 3 rules, 0 firing");
    }

    @Test
    void otherReceiversBeginAnewAndThoseWithTheSamePeriodGoOn() {
        policy.begin(rules(3), START);
        String everyTen = DEAF.replace("}", ", \"heartbeat\": \"10m\"}");
        take(policy.replaceReceivers(
                receivers(HOURLY.replace("team\"", "team\", \"language\": \"ko\""), everyTen), at("55m")));

        advanceTo("1h5m");
        assertThat(told).containsExactly("team 1h: 3 rules, 0 firing", "others 1h5m: 3 rules, 0 firing");

        take(policy.replace(rules(7), receivers(HOURLY.replace("1h", "2h")), at("1h6m")));
        told.clear();
        advanceTo("3h6m");
        assertThat(told).containsExactly("team 3h6m: 7 rules, 0 firing");
    }

    @Test
    void whatBecomesOfItConcernsNoAlert() {
        policy.begin(rules(1), START);
        List<Notice> first = policy.advanceTo(at("1h"));

        policy.givenUp(first.get(0), "gone", at("1h1m"));
        policy.delivered(first.get(0), null, at("1h1m"));

        assertThat(first.get(0).alerts()).isEmpty();
        assertThat(first.get(0).status()).isEqualTo(Status.HEARTBEAT);
        assertThat(policy.openAlerts()).isZero();
    }

    @Test
    void anAlertThatIsOverDoesNotCount() {
        policy.begin(rules(1), START);
        Rule slow = rule("slow").build();
        take(policy.process(List.of(transition(slow).build()), START));
        take(policy.process(
                List.of(transition(slow)
                        .resolved(Reason.RECOVERY, Sample.START.plusSeconds(5))
                        .sequence(2)
                        .build()),
                at("5s")));
        told.clear();

        advanceTo("1h");

        assertThat(told).containsExactly("team 1h: 1 rules, 0 firing");
    }

    private void restart(String back, RuleSet rules, ReceiverSet receivers) {
        policy = NoticePolicy.restore(policy.rows(), rules, receivers, at(back));
        policy.begin(rules, at(back));
    }

    private void advanceTo(String offset) {
        take(policy.advanceTo(at(offset)));
    }

    private void take(List<Notice> notices) {
        for (Notice notice : notices) {
            Heartbeat heartbeat = notice.heartbeat();
            if (heartbeat != null) {
                String offset = Duration.between(Sample.START, notice.time())
                        .toString()
                        .substring(2)
                        .toLowerCase(java.util.Locale.ROOT);
                told.add(notice.receiver().name() + " " + offset + ": " + heartbeat.rules() + " rules, "
                        + heartbeat.firing() + " firing");
            }
        }
    }

    private static long at(String offset) {
        return START
                + Duration.parse("PT" + offset.toUpperCase(java.util.Locale.ROOT))
                        .toMillis();
    }

    private static RuleSet rules(int count) {
        return new RuleSet(
                Map.of(),
                Stream.iterate(0, i -> i + 1)
                        .limit(count)
                        .map(i -> rule("r" + i).build())
                        .toList());
    }

    private static ReceiverSet receivers(String... receivers) {
        return ReceiverFile.parse(
                        "receivers.json",
                        "{\"version\": 1, \"receivers\": [" + String.join(",", receivers) + "]}",
                        Path.of("."),
                        Map.of())
                .orElseThrow();
    }
}

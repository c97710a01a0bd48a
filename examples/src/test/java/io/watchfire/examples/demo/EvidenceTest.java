package io.watchfire.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.examples.slack.SlackMessage;
import io.watchfire.examples.slack.SlackStandIn;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.MessageRenderer;
import io.watchfire.notifiers.receiver.Receiver;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final Receiver TEAM = receiver("order-team", "order");
    private static final Receiver OTHERS = receiver("member-team", "member");

    private final RuleSet rules = RuleFile.parse("rules", """
                    {"version": 1, "rules": [{"name": "주문", "category": "app_counter", "condition": "resp_time >= 2000",
                      "receiverTags": ["order"]}]}
                    """).orElseThrow();
    private final AlertEngine engine = new AlertEngine(rules, EngineOptions.DEFAULT);
    private final List<SlackStandIn.Post> posts = new ArrayList<>();
    private final Evidence evidence = new Evidence(rules.rules(), List.of(TEAM, OTHERS), () -> posts);

    @Test
    void ruleThatDidNotFireIsMissing() {
        assertThat(evidence.missing()).containsExactly("주문 did not fire");
    }

    @Test
    void ruleThatStillFiresIsMissing() {
        tell(judge(1, 2310), true, true);

        assertThat(evidence.missing()).containsExactly("주문 fired and did not resolve");
    }

    @Test
    void noticeThatWasNotDeliveredIsMissing() {
        tell(judge(1, 2310), true, true);
        tell(judge(2, 300), false, true);

        assertThat(evidence.missing()).containsExactly("주문: a resolved notice was not delivered to order-team");
    }

    @Test
    void messageThatTheStandInDidNotTakeIsMissing() {
        tell(judge(1, 2310), true, false);
        tell(judge(2, 300), true, true);

        assertThat(evidence.missing())
                .containsExactly("주문: a firing notice did not come to the stand-in's channel order-team");
    }

    @Test
    void everyFiringHasToBeTold() {
        tell(judge(1, 2310), true, true);
        tell(judge(2, 300), true, true);
        judge(3, 2500);
        judge(4, 310);

        assertThat(evidence.missing())
                .containsExactly(
                        "주문: a firing notice was not delivered to order-team",
                        "주문: a resolved notice was not delivered to order-team");
    }

    @Test
    void nothingIsMissingWhenBothNoticesCame() {
        tell(judge(1, 2310), true, true);
        tell(judge(2, 300), true, true);

        assertThat(evidence.missing()).isEmpty();
        assertThat(evidence.ruleResults()).containsExactly(new Summary.RuleResult("주문", 1, 1, 2));
        assertThat(evidence.receiverResults(List.of(TEAM, OTHERS)))
                .containsExactly(
                        new Summary.ReceiverResult("order-team", 2), new Summary.ReceiverResult("member-team", 0));
    }

    private Transition judge(int second, double responseMillis) {
        List<Transition> transitions = engine.process(Event.of("app_counter")
                .at(second * 1000L)
                .tag("okindName", "btf-order")
                .field("resp_time", responseMillis)
                .build());
        transitions.forEach(evidence::changed);
        return transitions.get(0);
    }

    private void tell(Transition transition, boolean delivered, boolean taken) {
        Notice notice = transition.to() == AlertState.FIRING
                ? Notice.firing(TEAM, transition)
                : Notice.resolved(TEAM, transition);
        Message message = new MessageRenderer().render(notice);
        if (delivered) {
            String key = transition.alert() + "/" + transition.sequence();
            evidence.delivered(
                    new Delivery(
                            key,
                            List.of(transition.alert()),
                            List.of(),
                            TEAM,
                            notice.status(),
                            transition.rule().id(),
                            transition.alert(),
                            message,
                            Instant.EPOCH,
                            false),
                    1);
        }
        if (taken) {
            SlackMessage.Line title = new SlackMessage.Line(message.title(), false, null);
            posts.add(new SlackStandIn.Post("order-team", new SlackMessage(List.of(title))));
        }
    }

    private static Receiver receiver(String name, String tag) {
        return new Receiver(name, "slack", List.of(tag), true, null, "ko", ZoneOffset.UTC, null);
    }
}

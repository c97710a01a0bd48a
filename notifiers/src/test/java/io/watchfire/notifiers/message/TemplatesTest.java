package io.watchfire.notifiers.message;

import static io.watchfire.notifiers.Sample.START;
import static io.watchfire.notifiers.Sample.receiver;
import static io.watchfire.notifiers.Sample.rule;
import static io.watchfire.notifiers.Sample.transition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.Announcement;
import io.watchfire.notifiers.Announcement.AnnouncedAlert;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.Sample.RuleBuilder;
import io.watchfire.notifiers.Sample.TransitionBuilder;
import io.watchfire.notifiers.message.Message.Link;
import io.watchfire.notifiers.receiver.Receiver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
    private static final Map<String, Object> FIELDS = Map.of(
            "resp_time",
            2310.0,
            "tps",
            1234567.0,
            "heap",
            1572864000.0,
            "cpu",
            98.6,
            "at",
            1655636956000.0,
            "duration",
            7.0);

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            ${resp_time | duration} → 2.31s → 2.31초
            ${tps | number} → 1,234,567 → 1,234,567
            ${tps} → 1234567 → 1234567
            ${heap | size} → 1.46 GiB → 1.46 GiB
            ${cpu | percent} → 98.6% → 98.6%
            ${value | number} of ${threshold | number} → 1,002,310 of 2,000 → 1,002,310 of 2,000
            ${since | date} ${since | clock} → 2022-06-19 11:09:16 → 2022년 6월 19일 20:09:16
            ${since | time} ${since} → 2022-06-19 11:09:16 +0000 2022-06-19 11:09:16 +0000 → 2022-06-19 20:09:16 +0900 2022-06-19 20:09:16 +0900
            ${at | clock} → 11:09:16 → 20:09:16
            ${rule}: ${level} for ${duration} → 느린 주문: warning for 1m 30s → 느린 주문: warning for 1분 30초
            ${duration | number} ${event.duration} → 90,000 7 → 90,000 7
            ${swallowed} → 0 → 0
            ${link.runbook} → https://wiki.example.com/order%2F1 → https://wiki.example.com/order%2F1
            ${nothing | size} ${link.none} → ? ? → ? ?
            """)
    void aRulesMessageIsFilledInByTheFormatsOfTheReceiver(String template, String english, String korean) {
        RuleBuilder rule =
                rule("r").name("느린 주문").message(template).link("runbook", "https://wiki.example.com/${oname}");
        TransitionBuilder alert = transition(rule.build())
                .label("oname", "order/1")
                .value(1002310.0, 2000.0)
                .variables(FIELDS);
        for (Receiver receiver :
                List.of(receiver("a").build(), receiver("a").korean().build())) {
            Announcement notice = new Announcement(
                    receiver,
                    Status.FIRING,
                    List.of(new AnnouncedAlert(alert.build(), null)),
                    0,
                    START.plusSeconds(90),
                    null);

            assertThat(new MessageRenderer().render(notice).body().lines())
                    .anyMatch(line -> line.endsWith(" : " + (receiver.language().equals("ko") ? korean : english)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            ${resp_time | duration} → message: ${resp_time | duration}: "느림" is not a number
            ${up | percent}         → message: ${up | percent}: "true" is not a number
            """)
    void aValueThatDoesNotFitGivesThePlainMessageAndNamesTheError(String template, String error) {
        Message message = render(transition(rule("r")
                        .name("주문")
                        .condition("v > 1")
                        .message(template)
                        .build())
                .variables(Map.of("resp_time", "느림", "up", true)));

        assertThat(message.body()).startsWith("Event message : 주문: v > 1\n").endsWith("\nTemplate error : " + error);
    }

    @Test
    void aTitleOfARuleStandsInPlaceOfItsName() {
        assertThat(render(transition(rule("r")
                                        .name("name")
                                        .title("${oname} 느림\n🔥")
                                        .build())
                                .label("oname", "order-1"))
                        .title())
                .isEqualTo("[WARNING] order-1 느림 🔥");
        assertThat(render(transition(rule("r")
                                        .name("name")
                                        .title("${oname | size}")
                                        .build())
                                .label("oname", "x"))
                        .title())
                .isEqualTo("[WARNING] name");
    }

    @Test
    void valuesInALinkCannotChangeWhereItLeads() {
        TransitionBuilder alert = transition(rule("r")
                        .link("절차", "https://wiki.example.com/주문 목록/${oname}?q=${q}")
                        .build())
                .label("oname", "../@evil.example/?#&=%")
                .label("q", "평균 🔥");

        assertThat(render(alert).links())
                .containsExactly(
                        new Link(
                                "절차",
                                "https://wiki.example.com/%EC%A3%BC%EB%AC%B8%20%EB%AA%A9%EB%A1%9D/..%2F%40evil.example%2F%3F%23%26%3D%25?q=%ED%8F%89%EA%B7%A0%20%F0%9F%94%A5"));
    }

    @Test
    void aLinkThatIsTooLongForSlackIsToldInsteadOfShown() {
        Message message = render(
                transition(rule("r").link("a", "https://wiki.example.com/${x}").build())
                        .label("x", "평".repeat(400)));

        assertThat(message.links()).isEmpty();
        assertThat(message.body()).endsWith("Template error : links.a: the link is longer than 3000 characters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            ${title}|${status}|${level}|${rule} → r|경고|경고|r
            ${message}|${value | number}|${since | clock} → r: v > 10 (2310)|2,310|20:09:16
            ${count}|${firing}|${resolved}|${swallowed}|${receiver} → 1|1|0|0|당번
            ${labels}|${oname}|${nothing} → host=a, oname=order-1|order-1|?
            """)
    void aReceiversTitleIsFilledIn(String template, String expected) {
        Receiver receiver = receiver("당번").korean().title(template).build();
        Message message = new MessageRenderer()
                .render(Notice.firing(
                        receiver,
                        transition(rule("r").build())
                                .label("oname", "order-1")
                                .label("host", "a")
                                .value(2310.0, 2000.0)
                                .build()));

        assertThat(message.title()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            ${wait | duration} ${event.wait | duration} → 2.5s 2.5s
            ${heap | size} → 2 MiB
            ${value | duration} of ${threshold | duration} → 2.5s of 2s
            ${wait | number} → 2.5
            """)
    void unitsThatTheRulesDeclareHoldInAReceiversTemplatesToo(String template, String expected) {
        TransitionBuilder alert = transition(rule("r")
                        .scales(Map.of("wait", 1000.0, "heap", 1048576.0, "value", 1000.0, "threshold", 1000.0))
                        .message(template)
                        .build())
                .value(2.5, 2.0)
                .variables(Map.of("wait", 2.5, "heap", 2.0));
        Receiver receiver = receiver("a").title(template).build();
        Message message = new MessageRenderer().render(Notice.firing(receiver, alert.build()));

        assertThat(message.title()).isEqualTo(expected);
        assertThat(message.body()).startsWith("Event message : " + expected + "\n");
    }

    @Test
    void aReceiversBodyStandsInPlaceOfTheLinesAndMayHoldThem() {
        Receiver receiver = receiver("a").body("@당번\n${body}\n끝").build();
        Message message = new MessageRenderer()
                .render(Notice.firing(
                        receiver, transition(rule("r").message("느림").build()).build()));

        assertThat(message.body()).isEqualTo("@당번\nEvent message : 느림\nStarted at : 2022-06-19 11:09:16 +0000\n끝");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            ${value | size} ${oname | number} → r, 2: body: ${oname | number}: "order-1" is not a number
            ${labels2 | number}${oname | clock} → r, 2: body: ${oname | clock}: "order-1" is not a number
            """)
    void aReceiversTemplateThatCannotBeFilledInLeavesThePlainMessage(String template, String error) {
        Receiver receiver = receiver("r, 2").body(template).build();
        Message message = new MessageRenderer()
                .render(Notice.firing(
                        receiver,
                        transition(rule("r").build())
                                .label("oname", "order-1")
                                .value(1.0, 1.0)
                                .build()));

        assertThat(message.body())
                .startsWith("Application : order-1\n")
                .endsWith("\nTemplate error : " + error.replace("r, 2: body", "r, 2, body"));
    }

    @Test
    void ofSeveralAlertsAReceiversTemplateShowsSomeOfTheDifferentValues() {
        Receiver receiver = receiver("a").title("${count}: ${oname} in ${zone}").build();
        Message message = new MessageRenderer().render(several(receiver, 5));

        assertThat(message.title()).isEqualTo("5: order-0, order-1, order-2 and 2 more in kr");
    }

    @Test
    void theOrderInWhichAlertsComeDoesNotMatter() {
        Receiver receiver = receiver("a").build();
        Announcement inOrder = several(receiver, 30);
        Message expected = new MessageRenderer().render(inOrder);
        for (long seed = 0; seed < 20; seed++) {
            List<AnnouncedAlert> shuffled = new ArrayList<>(inOrder.alerts());
            Collections.shuffle(shuffled, new Random(seed));
            Announcement other = new Announcement(receiver, Status.FIRING, shuffled, 0, inOrder.at(), null);

            assertThat(new MessageRenderer().render(other)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "20, 20", "21, 21", "1000, 21"})
    void ofManyAlertsTwentyAreShownAndTheOthersCounted(int alerts, int lines) {
        Message message = new MessageRenderer().render(several(receiver("a").build(), alerts));

        assertThat(message.alerts()).hasSize(lines);
        assertThat(message.alerts().get(lines - 1).toString())
                .isEqualTo(
                        alerts <= 20
                                ? "[WARNING] order-" + (alerts - 1) + " : v > 10, since 11:09:16 (29s)"
                                : "and " + String.format(Locale.ROOT, "%,d", alerts - 20) + " more");
    }

    @Test
    void theWorstComesFirstThenTheOldestAndWhatIsOverLast() {
        List<AnnouncedAlert> alerts = Stream.of(
                        alert("over").level(Level.CRITICAL).resolved(Reason.RECOVERY, START.plusSeconds(9)),
                        alert("young").since(START.plusSeconds(5)),
                        alert("bad").level(Level.CRITICAL).since(START.plusSeconds(7)),
                        alert("old"))
                .map(alert -> new AnnouncedAlert(alert.build(), null))
                .toList();
        Message message = new MessageRenderer()
                .render(new Announcement(receiver("a").build(), Status.FIRING, alerts, 0, START.plusSeconds(10), null));

        assertThat(message.alerts())
                .extracting(Message.Line::label)
                .containsExactly("[CRITICAL] bad", "[WARNING] old", "[WARNING] young", "[RECOVERED] over");
        assertThat(message.tone()).isEqualTo(Message.Tone.CRITICAL);
    }

    @Test
    void onlyASummaryMayBeAboutNoAlert() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Announcement(receiver("a").build(), Status.REPEAT, List.of(), 0, START, null));
    }

    private static TransitionBuilder alert(String oname) {
        return transition(rule("r").build()).label("oname", oname);
    }

    private static Announcement several(Receiver receiver, int count) {
        List<AnnouncedAlert> alerts = IntStream.range(0, count)
                .mapToObj(i -> new AnnouncedAlert(
                        alert("order-" + i)
                                .label("zone", "kr")
                                .since(START.plusMillis(i))
                                .build(),
                        null))
                .toList();
        return new Announcement(receiver, Status.FIRING, alerts, 0, START.plusSeconds(30), null);
    }

    private static Message render(TransitionBuilder alert) {
        return new MessageRenderer().render(Notice.firing(receiver("a").build(), alert.build()));
    }
}

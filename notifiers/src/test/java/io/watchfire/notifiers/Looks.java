package io.watchfire.notifiers;

import static io.watchfire.evaluator.alert.AlertState.FIRING;
import static io.watchfire.notifiers.Sample.START;
import static io.watchfire.notifiers.Sample.receiver;
import static io.watchfire.notifiers.Sample.rule;
import static io.watchfire.notifiers.Sample.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.notifiers.Announcement.AnnouncedAlert;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.Sample.ReceiverBuilder;
import io.watchfire.notifiers.Sample.TransitionBuilder;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.MessageRenderer;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.words.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * What people see, held whole: one message of each kind, in both languages, compared with files. With {@code
 * -Dwatchfire.looks=write} the files are written anew.
 */
public final class Looks {
    private static final Path FOLDER = Path.of("src/test/resources/io/watchfire/notifiers/looks");

    /** The alert of the first user's Slack message. */
    private static final Rule MEMORY = rule("memory")
            .name("메모리 사용률")
            .condition("memory_pct >= 98%")
            .message("${onodeName} 메모리 사용률 98%이상")
            .link("대응 절차", "https://wiki.example.com/memory?node=${onodeName}")
            .link("Grafana", "https://grafana.example.com/d/heap?var-app=${oname}")
            .build();

    private static final Rule ORDER = rule("btf-order-resp-time")
            .name("btf-order 평균응답시간")
            .condition("resp_time >= 2000")
            .link("runbook", "https://wiki.example.com/${okindName}/${oname}")
            .flap(6, 600_000)
            .build();

    private static final Rule ERRORS = rule("tx-errors")
            .name("오류 비율")
            .message("${oname} 오류 비율 ${value | percent}")
            .build();

    private Looks() {}

    /** Names of the messages with a language each. */
    public static Stream<Arguments> all() {
        return Stream.of(
                        "firing",
                        "firing-no-data",
                        "level",
                        "resolved",
                        "resolved-no-data",
                        "group-firing",
                        "group-of-rules",
                        "group-resolved",
                        "flapping",
                        "repeat",
                        "summary",
                        "summary-of-alerts",
                        "escalation",
                        "heartbeat",
                        "template-error",
                        "hostile",
                        "long",
                        "possible-repeat")
                .flatMap(name -> Stream.of(Arguments.of(name, "en"), Arguments.of(name, "ko")));
    }

    public static Message message(String name, String language) {
        ReceiverBuilder builder = receiver("order-team");
        Receiver receiver = (language.equals("ko") ? builder.korean() : builder).build();
        if (name.equals("possible-repeat")) {
            return new MessageRenderer()
                    .render(announcement("firing", receiver))
                    .noting(receiver.words().words().say(Word.POSSIBLE_REPEAT));
        }
        return new MessageRenderer().render(announcement(name, receiver));
    }

    private static Announcement announcement(String name, Receiver receiver) {
        return switch (name) {
            case "firing" -> told(receiver, Status.FIRING, 0, memory());
            case "firing-no-data" -> told(receiver, Status.FIRING, 0, order(7).reason(Reason.NO_DATA));
            case "level" ->
                new Announcement(
                        receiver,
                        Status.LEVEL,
                        List.of(new AnnouncedAlert(
                                order(7).change(FIRING, FIRING)
                                        .level(Level.CRITICAL)
                                        .time(START.plusSeconds(60))
                                        .build(),
                                Level.WARNING)),
                        0,
                        START.plusSeconds(60),
                        null);
            case "resolved" ->
                told(
                        receiver,
                        Status.RESOLVED,
                        0,
                        memory().resolved(Reason.RECOVERY, START.plusSeconds(754))
                                .value(71.25, 98.0));
            case "resolved-no-data" ->
                told(receiver, Status.RESOLVED, 0, order(7).resolved(Reason.NO_DATA, START.plusSeconds(1754)));
            case "group-firing" -> told(receiver, Status.FIRING, 0, orders(57));
            case "group-of-rules" ->
                told(
                        receiver,
                        Status.FIRING,
                        3,
                        order(1).level(Level.CRITICAL),
                        order(2),
                        order(3).resolved(Reason.RECOVERY, START.plusSeconds(61)),
                        transition(ERRORS)
                                .label("okindName", "btf-order")
                                .label("oname", "order-1")
                                .value(12.5, 5.0));
            case "group-resolved" ->
                told(
                        receiver,
                        Status.RESOLVED,
                        0,
                        order(1).resolved(Reason.RECOVERY, START.plusSeconds(61)),
                        order(2).resolved(Reason.NO_DATA, START.plusSeconds(961)));
            case "flapping" -> told(receiver, Status.FLAPPING, 0, order(7));
            case "repeat" -> told(receiver, Status.REPEAT, 2, memory());
            case "summary" -> told(receiver, Status.SUMMARY, 1234);
            case "summary-of-alerts" -> told(receiver, Status.SUMMARY, 37, orders(3));
            case "escalation" ->
                new Announcement(
                        receiver,
                        Status.ESCALATION,
                        List.of(new AnnouncedAlert(
                                memory().level(Level.CRITICAL).build(), null)),
                        0,
                        START.plus(Duration.ofMinutes(15)),
                        "order-team");
            case "heartbeat" ->
                new Announcement(
                        receiver.with(receiver.policy().withHeartbeat(3_600_000L)),
                        Status.HEARTBEAT,
                        List.of(),
                        0,
                        START,
                        null,
                        new Notice.Heartbeat(1234, 2));
            case "template-error" ->
                told(
                        receiver,
                        Status.FIRING,
                        0,
                        transition(rule("bad")
                                        .name("느린 주문")
                                        .message("${oname} 응답 ${resp_time | duration}")
                                        .link("runbook", "https://wiki.example.com/${oname}")
                                        .build())
                                .label("oname", "order-1")
                                .value(2310.0, 2000.0)
                                .variables(Map.of("resp_time", "느림")));
            case "hostile" ->
                told(
                        receiver,
                        Status.FIRING,
                        0,
                        transition(rule("hostile")
                                        .name("*bold* <!here> :fire:\nProject : forged")
                                        .message("${oname} \u001b[31m \u202e <https://evil.example|click>")
                                        .link("a&b", "https://wiki.example.com/?q=${oname}&x=1")
                                        .build())
                                .label("oname", "<@U123> & \"a\"\n`b`/../?c=d#e%41 주문🔥"));
            case "long" ->
                told(
                        receiver,
                        Status.FIRING,
                        0,
                        transition(rule("long")
                                        .name("응답시간 🧑\u200d🚒".repeat(30))
                                        .message("${stack}")
                                        .link("절차".repeat(50), "https://wiki.example.com/")
                                        .build())
                                .label("oname", "order-1")
                                .variables(Map.of("stack", "at 결제.Pay(🧑\u200d🚒.java)\n".repeat(1000))));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Announcement told(Receiver receiver, Status status, int swallowed, TransitionBuilder... alerts) {
        List<AnnouncedAlert> all = Stream.of(alerts)
                .map(alert -> new AnnouncedAlert(alert.build(), null))
                .toList();
        return new Announcement(receiver, status, all, swallowed, START.plus(Duration.ofHours(1)), null);
    }

    private static TransitionBuilder memory() {
        return transition(MEMORY)
                .label("pname", "bfb")
                .label("pcode", "19429")
                .label("oname", "ip-10-194-14-55.ap-northeast-2.compute.internal")
                .variables(Map.of("onodeName", "bfb-product-prd-tag-20220616-120000-dcdf7d8b6-j4jmq-10.194.14.55"));
    }

    private static TransitionBuilder order(int number) {
        return transition(ORDER)
                .label("okindName", "btf-order")
                .label("oname", "order-" + number)
                .value(2000.0 + 10 * number, 2000.0);
    }

    private static TransitionBuilder[] orders(int count) {
        List<TransitionBuilder> orders = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            orders.add(
                    order(i).level(i % 20 == 7 ? Level.CRITICAL : Level.WARNING).since(START.plusSeconds(i)));
        }
        return orders.toArray(TransitionBuilder[]::new);
    }

    /** Compares with the file of that name, or writes it. */
    public static void holds(String file, String seen) throws IOException {
        Path path = FOLDER.resolve(file);
        if ("write".equals(System.getProperty("watchfire.looks"))) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, seen);
        }
        assertThat(seen).isEqualTo(Files.readString(path));
    }
}

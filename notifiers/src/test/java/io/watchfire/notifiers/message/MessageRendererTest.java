package io.watchfire.notifiers.message;

import static io.watchfire.evaluator.alert.AlertState.FIRING;
import static io.watchfire.notifiers.Sample.START;
import static io.watchfire.notifiers.Sample.receiver;
import static io.watchfire.notifiers.Sample.rule;
import static io.watchfire.notifiers.Sample.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Sample.TransitionBuilder;
import io.watchfire.notifiers.message.Message.Tone;
import io.watchfire.notifiers.receiver.Receiver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessageRendererTest {
    private static final String POD = "bfb-product-prd-tag-20220616-120000-dcdf7d8b6-j4jmq-10.194.14.55";

    private static final Rule MEMORY = rule("memory")
            .name("메모리 사용률")
            .condition("memory_pct >= 98%")
            .message("${onodeName} 메모리 사용률 98%이상")
            .build();

    private static final Rule ORDER = rule("btf-order-resp-time")
            .name("btf-order 평균응답시간")
            .condition("resp_time >= 2000")
            .build();

    @Test
    void theFiringMessageOfTheFirstUserInKorean() {
        Message message = render(Notice.firing(korean(), seed().build()));

        assertThat(message.body()).isEqualTo("""
                        프로젝트 이름 : bfb
                        프로젝트 코드 : 19429
                        애플리케이션 이름 : ip-10-194-14-55.ap-northeast-2.compute.internal
                        이벤트 메시지 : bfb-product-prd-tag-20220616-120000-dcdf7d8b6-j4jmq-10.194.14.55 메모리 사용률 98%이상
                        이벤트 시작 시간 : 2022-06-19 20:09:16 +0900""");
        assertThat(message.title()).isEqualTo("[경고] 메모리 사용률");
        assertThat(message.tone()).isEqualTo(Tone.WARNING);
    }

    @Test
    void theFiringMessageOfTheFirstUserInEnglish() {
        Message message = render(Notice.firing(english(), seed().build()));

        assertThat(message.body()).isEqualTo("""
                        Project : bfb
                        Project code : 19429
                        Application : ip-10-194-14-55.ap-northeast-2.compute.internal
                        Event message : bfb-product-prd-tag-20220616-120000-dcdf7d8b6-j4jmq-10.194.14.55 메모리 사용률 98%이상
                        Started at : 2022-06-19 11:09:16 +0000""");
        assertThat(message.title()).isEqualTo("[WARNING] 메모리 사용률");
    }

    @Test
    void aMessageHoldsItsAlertsAsDataTheFirstHundredOfThem() {
        Transition firing = seed().level(Level.CRITICAL).value(98.5, 98.0).build();
        Transition over = transition(ORDER)
                .label("oname", "order-1")
                .resolved(Reason.RECOVERY, START.plusSeconds(61))
                .build();
        List<Transition> alerts = new ArrayList<>(List.of(over));
        alerts.addAll(Collections.nCopies(249, firing));

        Message message = render(new Notice(english(), Notice.Status.FIRING, firing, null, alerts, 0, null, START));
        Message end = render(Notice.resolved(english(), over));

        assertThat(message.subjects()).hasSize(Message.MOST_SUBJECTS);
        assertThat(message.moreSubjects()).isEqualTo(150);
        assertThat(message.subjects().get(0))
                .isEqualTo(new Message.Subject(
                        "memory",
                        "메모리 사용률",
                        firing.alert(),
                        Level.CRITICAL,
                        firing.labels().asMap(),
                        Map.of(),
                        START,
                        null,
                        98.5,
                        POD + " 메모리 사용률 98%이상"));
        assertThat(end.subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.end()).isEqualTo(START.plusSeconds(61));
            assertThat(subject.start()).isEqualTo(START);
        });
    }

    @Test
    void aLineWhoseValueIsUnknownIsLeftOutAndOtherLabelsAreShown() {
        TransitionBuilder order = transition(ORDER)
                .label("okindName", "btf-order")
                .label("oname", "order-1")
                .label("host", "h1")
                .value(2310.0, 2000.0);

        assertThat(render(Notice.firing(english(), order.build())).body()).isEqualTo("""
                        Application : order-1
                        Event message : btf-order 평균응답시간: resp_time >= 2000 (2310)
                        Started at : 2022-06-19 11:09:16 +0000
                        Labels : host=h1, okindName=btf-order""");
    }

    @Test
    void projectAndApplicationMayComeFromTheEventInstead() {
        TransitionBuilder order =
                transition(ORDER).variables(Map.of("pname", "bfb", "pcode", 19429.0, "oname", "order-1"));

        assertThat(render(Notice.firing(english(), order.build())).body())
                .startsWith("Project : bfb\nProject code : 19429\nApplication : order-1\nEvent message : ");
    }

    @Test
    void theResolvedMessageInBothLanguages() {
        TransitionBuilder end = transition(ORDER)
                .label("oname", "order-1")
                .resolved(Reason.RECOVERY, START.plusSeconds(90))
                .value(1999.5, 2000.0);

        Message english = render(Notice.resolved(english(), end.build()));
        assertThat(english.title()).isEqualTo("[RECOVERED] btf-order 평균응답시간");
        assertThat(english.tone()).isEqualTo(Tone.RECOVERED);
        assertThat(english.body()).isEqualTo("""
                        Application : order-1
                        Event message : btf-order 평균응답시간: resp_time >= 2000
                        Started at : 2022-06-19 11:09:16 +0000
                        Ended at : 2022-06-19 11:10:46 +0000
                        Lasted : 1m 30s
                        Value at recovery : 1999.5""");

        Message korean = render(Notice.resolved(korean(), end.build()));
        assertThat(korean.title()).isEqualTo("[복구 RECOVERED] btf-order 평균응답시간");
        assertThat(korean.body()).isEqualTo("""
                        애플리케이션 이름 : order-1
                        이벤트 메시지 : btf-order 평균응답시간: resp_time >= 2000
                        이벤트 시작 시간 : 2022-06-19 20:09:16 +0900
                        이벤트 종료 시간 : 2022-06-19 20:10:46 +0900
                        지속 시간 : 1분 30초
                        복구 시 값 : 1999.5""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    NO_DATA      | en | [NO DATA] btf-order 평균응답시간      | End reason : no data for 15m
                    NO_DATA      | ko | [데이터 없음] btf-order 평균응답시간  | 종료 사유 : 15분 동안 데이터 없음
                    RULE_REMOVED | en | [RULE REMOVED] btf-order 평균응답시간 | End reason : the rule was removed, disabled or changed
                    RULE_REMOVED | ko | [규칙 삭제] btf-order 평균응답시간    | 종료 사유 : 규칙이 삭제, 비활성화 또는 변경됨
                    """)
    void anEndThatIsNoRecoverySaysSo(Reason reason, String language, String title, String line) {
        TransitionBuilder end = transition(ORDER).resolved(reason, START.plusSeconds(900));
        Message message = render(Notice.resolved(language.equals("ko") ? korean() : english(), end.build()));

        assertThat(message.title()).isEqualTo(title);
        assertThat(message.body()).contains(line).doesNotContain("RECOVERED").doesNotContain("recovery");
        assertThat(message.tone()).isEqualTo(Tone.ENDED);
    }

    @Test
    void aFiringForWantOfDataSaysSoAndNotWhatTheRuleWouldSay() {
        Rule rule =
                rule("hb").name("하트비트").message("${oname} is slow: ${value}").build();
        Message message = render(Notice.firing(
                korean(),
                transition(rule).reason(Reason.NO_DATA).level(Level.CRITICAL).build()));

        assertThat(message.title()).isEqualTo("[위험] 하트비트");
        assertThat(message.body()).startsWith("이벤트 메시지 : 하트비트: 15분 동안 데이터 없음\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    en | [WARNING -> CRITICAL] btf-order 평균응답시간 | Level : WARNING -> CRITICAL | Level changed at : 2022-06-19 11:10:16 +0000
                    ko | [경고 -> 위험] btf-order 평균응답시간        | 레벨 : 경고 -> 위험         | 레벨 변경 시간 : 2022-06-19 20:10:16 +0900
                    """)
    void aChangeOfLevelTellsFromAndTo(String language, String title, String level, String time) {
        TransitionBuilder rise =
                transition(ORDER).change(FIRING, FIRING).level(Level.CRITICAL).time(START.plusSeconds(60));
        Message message =
                render(Notice.level(language.equals("ko") ? korean() : english(), rise.build(), Level.WARNING));

        assertThat(message.title()).isEqualTo(title);
        assertThat(message.body()).contains(level + "\n" + time);
        assertThat(message.tone()).isEqualTo(Tone.CRITICAL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ${oname} resp_time is ${resp_time} ms | order-1 resp_time is 2310 ms
                    ${value} >= ${threshold}              | 2310 >= 2000
                    ${level} since ${since}               | warning since 2022-06-19 11:09:16 +0000
                    ${nothing} is known                   | ? is known
                    ${alive}                              | true
                    no place at all                       | no place at all
                    """)
    void theMessageOfARuleIsFilledIn(String template, String expected) {
        TransitionBuilder firing = transition(rule("r").message(template).build())
                .label("oname", "order-1")
                .value(2310.0, 2000.0)
                .variables(Map.of("resp_time", 2310.0, "alive", true, "level", "a tag of that name"));

        assertThat(render(Notice.firing(english(), firing.build())).body())
                .contains("Event message : " + expected + "\n");
    }

    @Test
    void placesInsideAValueAreNotFilledInAgain() {
        TransitionBuilder firing =
                transition(rule("r").message("${a}").build()).variables(Map.of("a", "${b} $1 \\", "b", "secret"));

        assertThat(render(Notice.firing(english(), firing.build())).body()).contains("Event message : ${b} $1 \\\n");
    }

    @Test
    void aTagCannotForgeALine() {
        TransitionBuilder firing =
                transition(ORDER).label("oname", "a\nProject : b").label("x", "1\r\nProject : c\u2028d");
        String body = render(Notice.firing(english(), firing.build())).body();

        assertThat(body.lines().filter(line -> line.startsWith("Project"))).isEmpty();
        assertThat(body).contains("Application : a Project : b").contains("x=1 Project : c d");
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void everyLevelHasItsTone(Level level) {
        Message message =
                render(Notice.firing(english(), transition(ORDER).level(level).build()));

        assertThat(message.tone().name()).isEqualTo(level.name());
        assertThat(message.title()).startsWith("[" + level.name() + "]");
    }

    private static TransitionBuilder seed() {
        return transition(MEMORY)
                .label("pname", "bfb")
                .label("pcode", "19429")
                .label("oname", "ip-10-194-14-55.ap-northeast-2.compute.internal")
                .variables(Map.of("onodeName", POD));
    }

    private static Message render(Notice notice) {
        return new MessageRenderer().render(notice);
    }

    private static Receiver korean() {
        return receiver("team").korean().build();
    }

    private static Receiver english() {
        return receiver("team").build();
    }
}

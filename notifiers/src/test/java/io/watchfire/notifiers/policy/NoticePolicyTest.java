package io.watchfire.notifiers.policy;

import static io.watchfire.evaluator.alert.AlertState.FIRING;
import static io.watchfire.evaluator.alert.AlertState.INACTIVE;
import static io.watchfire.evaluator.alert.AlertState.PENDING;
import static io.watchfire.evaluator.alert.AlertState.RECOVERING;
import static io.watchfire.evaluator.alert.AlertState.RESOLVED;
import static io.watchfire.evaluator.rule.Level.CRITICAL;
import static io.watchfire.evaluator.rule.Level.INFO;
import static io.watchfire.evaluator.rule.Level.WARNING;
import static io.watchfire.notifiers.Sample.receiver;
import static io.watchfire.notifiers.Sample.rule;
import static io.watchfire.notifiers.Sample.transition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.LostAlert;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Sample;
import io.watchfire.notifiers.Sample.ReceiverBuilder;
import io.watchfire.notifiers.Sample.RuleBuilder;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NoticePolicyTest {
    private static final long START = Sample.START.toEpochMilli();
    private static long sequence = 1;
    private static final Rule ANY = rule("r").build();

    static Stream<Arguments> tags() {
        ReceiverBuilder[] teams = {
            receiver("order-team").tags("order"),
            receiver("member-team").tags("member"),
            receiver("both").tags("order", "test2"),
            receiver("tests").tags("test2")
        };
        ReceiverBuilder[] mixed = {
            receiver("plain"),
            receiver("yes").tags("x").untagged(true),
            receiver("no").tags("x").untagged(false),
            receiver("default").tags("x"),
            receiver("deaf").untagged(false)
        };
        return Stream.of(
                arguments("two tags, once each", rule("r").tags("order", "test2"), teams, "order-team both tests"),
                arguments("another two", rule("r").tags("member", "test2"), teams, "member-team both tests"),
                arguments("one tag", rule("r").tags("test2"), teams, "both tests"),
                arguments("no tag: all who take untagged", rule("r"), mixed, "plain yes default"),
                arguments("a tag: those who have it", rule("r").tags("x"), mixed, "yes no default"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tags")
    void firingAndResolveGoByTag(String name, RuleBuilder rule, ReceiverBuilder[] receivers, String expected) {
        NoticePolicy policy = policy(receivers);
        Rule built = rule.build();

        assertThat(route(policy, change(built, INACTIVE, FIRING, WARNING))).isEqualTo(each("firing", expected));
        assertThat(route(policy, change(built, FIRING, RESOLVED, WARNING))).isEqualTo(each("resolved", expected));
        assertThat(policy.openAlerts()).isZero();
    }

    static Stream<Arguments> levels() {
        return Stream.of(
                arguments(INFO, "all:firing"),
                arguments(WARNING, "all:firing warn:firing"),
                arguments(CRITICAL, "all:firing warn:firing crit:firing"));
    }

    @ParameterizedTest
    @MethodSource("levels")
    void minLevelMeansThisLevelAndAbove(Level level, String expected) {
        assertThat(route(byLevel(), change(ANY, INACTIVE, FIRING, level))).isEqualTo(expected);
    }

    static Stream<Arguments> changesOfLevel() {
        return Stream.of(
                arguments("info", List.of("all:firing"), "all:resolved"),
                arguments(
                        "info critical",
                        List.of("all:firing", "all:level warn:firing crit:firing"),
                        "all:resolved warn:resolved crit:resolved"),
                arguments(
                        "critical warning",
                        List.of("all:firing warn:firing crit:firing", "all:level warn:level crit:level"),
                        "all:resolved warn:resolved crit:resolved"),
                // A change that lies wholly below a receiver's level is not its business.
                arguments(
                        "critical warning info",
                        List.of(
                                "all:firing warn:firing crit:firing",
                                "all:level warn:level crit:level",
                                "all:level warn:level"),
                        "all:resolved warn:resolved crit:resolved"),
                arguments(
                        "critical info warning critical",
                        List.of(
                                "all:firing warn:firing crit:firing", "all:level warn:level crit:level",
                                "all:level warn:level", "all:level warn:level crit:level"),
                        "all:resolved warn:resolved crit:resolved"),
                arguments(
                        "warning info warning",
                        List.of("all:firing warn:firing", "all:level warn:level", "all:level warn:level"),
                        "all:resolved warn:resolved"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changesOfLevel")
    void aFallBelowTheMinLevelIsToldToThoseWhoWereToldOfTheHeight(String levels, List<String> notices, String end) {
        NoticePolicy policy = byLevel();
        AlertState from = INACTIVE;
        int next = 0;
        for (String level : levels.split(" ", -1)) {
            assertThat(route(
                            policy,
                            change(ANY, from, FIRING, Level.ofText(level).orElseThrow())))
                    .isEqualTo(notices.get(next++));
            from = FIRING;
        }
        assertThat(route(policy, change(ANY, FIRING, RESOLVED, INFO))).isEqualTo(end);
    }

    @Test
    void aLevelNoticeKnowsTheLevelBefore() {
        NoticePolicy policy = byLevel();
        route(policy, change(ANY, INACTIVE, FIRING, WARNING));

        assertThat(policy.process(List.of(change(ANY, FIRING, FIRING, CRITICAL)), START))
                .extracting(notice -> notice.receiver().name(), Notice::previousLevel)
                .containsExactly(tuple("all", WARNING), tuple("warn", WARNING), tuple("crit", null));
    }

    @Test
    void theWaysToAndFromAFiringMakeNoNotices() {
        NoticePolicy policy = policy(receiver("a"));

        assertThat(route(policy, change(ANY, INACTIVE, PENDING, WARNING))).isEmpty();
        assertThat(route(policy, change(ANY, PENDING, INACTIVE, WARNING))).isEmpty();
        assertThat(route(policy, change(ANY, PENDING, FIRING, WARNING))).isEqualTo("a:firing");
        assertThat(route(policy, change(ANY, FIRING, RECOVERING, WARNING))).isEmpty();
        assertThat(route(policy, change(ANY, RECOVERING, FIRING, WARNING))).isEmpty();
        assertThat(route(policy, change(ANY, FIRING, RECOVERING, WARNING))).isEmpty();
        assertThat(route(policy, change(ANY, RECOVERING, FIRING, CRITICAL))).isEqualTo("a:level");
        assertThat(route(policy, change(ANY, RECOVERING, RESOLVED, CRITICAL))).isEqualTo("a:resolved");
    }

    @Test
    void aResolveOfWhatNobodyWasToldIsNotTold() {
        NoticePolicy policy = policy(receiver("crit").minLevel(CRITICAL));

        assertThat(route(policy, change(ANY, INACTIVE, FIRING, WARNING))).isEmpty();
        assertThat(route(policy, change(ANY, FIRING, RESOLVED, WARNING))).isEmpty();
        assertThat(policy.openAlerts()).isZero();
    }

    @Test
    void aRuleThatDoesNotWantItHasNoResolveNoticeAndLeavesNothingBehind() {
        NoticePolicy policy = policy(receiver("one").tags("a"));
        Rule quiet = rule("quiet").tags("a").notifyResolved(false).build();

        for (int round = 0; round < 2; round++) {
            assertThat(route(policy, change(quiet, INACTIVE, FIRING, WARNING))).isEqualTo("one:firing");
            assertThat(route(policy, change(quiet, FIRING, RESOLVED, WARNING))).isEmpty();
        }
        assertThat(policy.openAlerts()).isZero();
    }

    @Test
    void eachMatchOfAStatelessRuleIsANoticeAndNothingIsRemembered() {
        NoticePolicy policy = policy(receiver("ops"));
        Rule stateless = rule("s").stateless().build();

        for (int match = 0; match < 3; match++) {
            assertThat(route(policy, transition(stateless).alert("s-" + match).build()))
                    .isEqualTo("ops:firing");
        }
        assertThat(policy.openAlerts()).isZero();
    }

    @Test
    void alertsOfOneRuleAreToldApartByTheirLabelsEvenIfTheirIdsAreEqual() {
        NoticePolicy policy = policy(receiver("ops"));
        Transition a = transition(ANY).label("h", "a").alert("same").build();
        Transition b = transition(ANY).label("h", "b").alert("same").build();
        route(policy, a);

        assertThat(route(policy, b)).isEqualTo("ops:firing");
        assertThat(policy.openAlerts()).isEqualTo(2);
    }

    @Test
    void anAlertIsTheSameAfterItsRuleGotOtherLabels() {
        NoticePolicy policy = policy(receiver("ops"));
        Rule before = rule("r").labels(Map.of("team", "old")).build();
        Rule after = rule("r").labels(Map.of("team", "new")).build();
        route(policy, transition(before).label("h", "a").build());

        assertThat(route(
                        policy,
                        transition(after)
                                .label("h", "a")
                                .change(FIRING, RESOLVED)
                                .sequence(2)
                                .build()))
                .isEqualTo("ops:resolved");
    }

    @Test
    void aResolveFollowsTheFiringThoughTheRuleHasOtherTagsNow() {
        NoticePolicy policy =
                policy(receiver("old").tags("old"), receiver("new").tags("new"));
        route(policy, change(rule("r").tags("old").build(), INACTIVE, FIRING, WARNING));
        Rule moved = rule("r").tags("new").build();

        assertThat(route(policy, change(moved, FIRING, FIRING, CRITICAL))).isEqualTo("old:level new:firing");
        assertThat(route(policy, change(moved, FIRING, RESOLVED, CRITICAL))).isEqualTo("old:resolved new:resolved");
    }

    @Test
    void aReceiverThatIsGoneGetsTheResolveThatItIsOwed() {
        NoticePolicy policy = policy(receiver("gone"), receiver("stays"));
        route(policy, change(ANY, INACTIVE, FIRING, WARNING));

        policy.replaceReceivers(set(receiver("stays").korean(), receiver("fresh")), START);

        List<Notice> notices = policy.process(List.of(change(ANY, FIRING, RESOLVED, WARNING)), START);
        assertThat(names(notices)).isEqualTo("gone:resolved stays:resolved");
        assertThat(notices.get(1).receiver().language()).isEqualTo("ko");
    }

    @Test
    void whoseFiringCouldNotBeTakenOnGetsNoResolve() {
        NoticePolicy policy = policy(receiver("full"), receiver("free"));
        List<Notice> firing = policy.process(List.of(change(ANY, INACTIVE, FIRING, WARNING)), START);

        policy.givenUp(firing.get(0), "full", START);

        assertThat(route(policy, change(ANY, FIRING, RESOLVED, WARNING))).isEqualTo("free:resolved");
    }

    @Test
    void whatBecameOfANoticeIsLearntAfterARestartFromWhatItWasAbout() {
        ReceiverSet receivers = file("""
                {"name": "a", "type": "console", "fallback": {"after": "1m", "to": "b"}},
                {"name": "b", "type": "console", "untagged": false},
                {"name": "c", "type": "console"}""");
        Rule rule = compiled("r");
        NoticePolicy before = new NoticePolicy(receivers);
        List<Told> told = before.process(List.of(change(rule, INACTIVE, FIRING, WARNING)), START).stream()
                .map(Told::of)
                .toList();

        NoticePolicy policy =
                NoticePolicy.restore(before.rows(), new RuleSet(Map.of(), List.of(rule)), receivers, START);
        policy.delivered(told.get(0), null, START + 1000);
        policy.givenUp(told.get(1), "gone", START + 1000);

        assertThat(policy.advanceTo(START + 600_000)).isEmpty();
        assertThat(names(policy.process(List.of(change(rule, FIRING, RESOLVED, WARNING)), START + 600_000)))
                .isEqualTo("a:resolved");
    }

    @Test
    void aNoticeTellsHowManyThePauseSwallowed() {
        NoticePolicy policy = policy(receiver("a"));
        Rule rule = pausing();
        policy.process(List.of(at(rule, INACTIVE, FIRING, 0)), START);
        for (int second = 1; second < 4; second++) {
            policy.process(List.of(at(rule, FIRING, RESOLVED, second)), START + second * 1000L);
            policy.process(List.of(at(rule, INACTIVE, FIRING, second)), START + second * 1000L);
        }

        assertThat(policy.advanceTo(START + 60_000))
                .singleElement()
                .satisfies(notice -> assertThat(notice.swallowed()).isEqualTo(3))
                .satisfies(notice -> assertThat(notice.time().toEpochMilli()).isEqualTo(START + 60_000));
    }

    @Test
    void anAlertThatFiresAgainBeforeItsEndWasToldIsRepeatedOn() {
        NoticePolicy policy = new NoticePolicy(file("""
                {"name": "a", "type": "console", "grouping": {"by": ["zone"], "wait": "1s", "interval": "1m"}, "repeat": ["30s"]}"""));
        policy.process(List.of(at(ANY, INACTIVE, FIRING, 0)), START);
        policy.process(List.of(at(ANY, FIRING, RESOLVED, 10)), START + 10_000);
        policy.advanceTo(START + 31_000);
        policy.process(List.of(at(ANY, INACTIVE, FIRING, 40)), START + 40_000);

        assertThat(names(policy.advanceTo(START + 61_000))).isEqualTo("a:repeat");
    }

    @Test
    void afterTheEndOfAGroupTheNextAlertWaitsThoughThePauseOfTheLastOneGoesOn() {
        ReceiverSet receivers = file("""
                {"name": "a", "type": "console", "grouping": {"by": ["zone"], "wait": "10s", "interval": "15s"}}""");
        Rule rule = pausing();
        NoticePolicy policy = new NoticePolicy(receivers);
        policy.process(List.of(at(rule, INACTIVE, FIRING, 0)), START);
        policy.process(List.of(at(rule, FIRING, RESOLVED, 20)), START + 20_000);
        assertThat(names(policy.advanceTo(START + 25_000))).isEqualTo("a:resolved");
        policy = NoticePolicy.restore(policy.rows(), new RuleSet(Map.of(), List.of(rule)), receivers, START + 25_000);
        policy.process(List.of(at(ANY, INACTIVE, FIRING, 50)), START + 50_000);

        assertThat(policy.advanceTo(START + 59_000)).isEmpty();
        assertThat(names(policy.advanceTo(START + 60_000))).isEqualTo("a:firing");
    }

    @Test
    void aChangeThatAPauseSwallowsDoesNotCutTheWaitOfOthersShort() {
        NoticePolicy policy = new NoticePolicy(file("""
                {"name": "a", "type": "console", "grouping": {"by": [], "wait": "10s", "interval": "15s"}}"""));
        Rule rule = pausing();
        policy.process(List.of(at(rule, INACTIVE, FIRING, 0)), START);
        policy.process(List.of(at(rule, FIRING, RESOLVED, 20)), START + 20_000);
        policy.process(List.of(at(rule, INACTIVE, FIRING, 30)), START + 30_000);
        policy.process(List.of(at(ANY, INACTIVE, FIRING, 45)), START + 45_000);
        policy.process(List.of(change(rule, FIRING, FIRING, CRITICAL)), START + 47_000);

        assertThat(policy.advanceTo(START + 54_000)).isEmpty();
        assertThat(names(policy.advanceTo(START + 55_000))).isEqualTo("a:firing");
    }

    @Test
    void aReceiverThatIsNewForAnAlertWaitsForItsNextChangeThoughItIsStillPaused() {
        ReceiverSet both = file("""
                {"name": "a", "type": "console"}, {"name": "b", "type": "console", "minLevel": "critical"}""");
        Rule rule = pausing();
        NoticePolicy policy = new NoticePolicy(both);
        policy.process(List.of(change(rule, INACTIVE, FIRING, WARNING)), START);
        policy.process(List.of(change(rule, FIRING, FIRING, CRITICAL)), START + 50_000);
        policy.process(List.of(change(rule, FIRING, RESOLVED, CRITICAL)), START + 55_000);
        policy.replaceReceivers(file("""
                {"name": "a", "type": "console"}, {"name": "b", "type": "console", "untagged": false}"""), START + 56_000);
        policy.process(List.of(change(rule, INACTIVE, FIRING, CRITICAL)), START + 70_000);
        policy = NoticePolicy.restore(policy.rows(), new RuleSet(Map.of(), List.of(rule)), both, START + 70_000);

        assertThat(policy.replaceReceivers(both, START + 80_000)).isEmpty();
        assertThat(policy.advanceTo(START + 3_600_000)).isEmpty();
        assertThat(names(policy.process(List.of(change(rule, FIRING, FIRING, WARNING)), START + 3_601_000)))
                .isEqualTo("a:level");
    }

    @Test
    void rowsHoldNoSecret() {
        NoticePolicy policy = policy(receiver("a").type("slack").url("https://hooks.slack.com/T0KEN"));
        policy.process(List.of(change(ANY, INACTIVE, FIRING, WARNING)), START);

        assertThat(policy.rows())
                .isNotEmpty()
                .noneSatisfy(row -> assertThat(new String(row.value(), StandardCharsets.ISO_8859_1))
                        .contains("T0KEN"));
    }

    @Test
    void anAlertWhoseRuleIsGoneAfterARestartEndsForWhoWasTold() {
        NoticePolicy before = policy(receiver("a"));
        Transition firing = transition(compiled("r")).label("h", "주문 🔥").build();
        before.process(List.of(firing), START);

        NoticePolicy policy = NoticePolicy.restore(
                before.rows(),
                new RuleSet(Map.of(), List.of()),
                set(receiver("a").korean()),
                START);
        LostAlert lost = new LostAlert("r", firing.labels(), FIRING, firing.since(), firing.alert(), firing.sequence());

        assertThat(policy.lost(List.of(lost), START + 1000))
                .singleElement()
                .satisfies(notice -> assertThat(notice.status()).isEqualTo(Notice.Status.RESOLVED))
                .satisfies(notice -> assertThat(notice.receiver().language()).isEqualTo("ko"))
                .satisfies(notice -> assertThat(notice.transition().reason()).isEqualTo(Reason.RULE_REMOVED))
                .satisfies(
                        notice -> assertThat(notice.transition().rule().name()).isEqualTo("r"));
    }

    @Test
    void ofOneAlertAndReceiverTheLastDecisionsAreKept() {
        NoticePolicy policy = policy(receiver("a"));
        Transition last = change(ANY, INACTIVE, FIRING, WARNING);
        for (int i = 0; i < 200; i++) {
            policy.process(List.of(last), START + i);
            policy.process(List.of(change(ANY, FIRING, RESOLVED, WARNING)), START + i);
            last = change(ANY, INACTIVE, FIRING, WARNING);
        }

        assertThat(policy.why(last, "a")).hasSize(Decisions.AT_MOST);
        assertThat(policy.why(last, "nobody")).isEmpty();
    }

    private static Rule pausing() {
        return RuleCompiler.compile(List.of(RuleDefinition.of("p")
                        .category("m")
                        .condition("v > 10")
                        .pause(Duration.ofMinutes(1))
                        .build()))
                .orElseThrow()
                .rules()
                .get(0);
    }

    private static Rule compiled(String id) {
        return RuleCompiler.compile(List.of(
                        RuleDefinition.of(id).category("m").condition("v > 10").build()))
                .orElseThrow()
                .rules()
                .get(0);
    }

    private static Transition at(Rule rule, AlertState from, AlertState to, int second) {
        return transition(rule)
                .change(from, to)
                .sequence(sequence++)
                .time(Sample.START.plusSeconds(second))
                .build();
    }

    private static NoticePolicy byLevel() {
        return policy(
                receiver("all"),
                receiver("warn").minLevel(WARNING),
                receiver("crit").minLevel(CRITICAL));
    }

    private static NoticePolicy policy(ReceiverBuilder... receivers) {
        return new NoticePolicy(set(receivers));
    }

    private static ReceiverSet file(String receivers) {
        return ReceiverFile.parse(
                        "receivers.json",
                        "{\"version\": 1, \"receivers\": [" + receivers + "]}",
                        Path.of("."),
                        Map.of())
                .orElseThrow();
    }

    private static ReceiverSet set(ReceiverBuilder... receivers) {
        return new ReceiverSet(
                Arrays.stream(receivers).map(ReceiverBuilder::build).toList(), false);
    }

    private static Transition change(Rule rule, AlertState from, AlertState to, Level level) {
        return transition(rule)
                .change(from, to)
                .level(level)
                .sequence(sequence++)
                .build();
    }

    private static String route(NoticePolicy policy, Transition transition) {
        return names(policy.process(List.of(transition), transition.time().toEpochMilli()));
    }

    private static String names(List<Notice> notices) {
        return String.join(
                " ",
                notices.stream()
                        .map(n -> n.receiver().name() + ":" + n.status().text())
                        .toList());
    }

    private static String each(String status, String names) {
        return String.join(
                " ",
                Arrays.stream(names.split(" ", -1))
                        .map(name -> name + ":" + status)
                        .toList());
    }
}

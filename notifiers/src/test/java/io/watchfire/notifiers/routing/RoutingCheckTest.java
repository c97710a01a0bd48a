package io.watchfire.notifiers.routing;

import static io.watchfire.notifiers.Sample.receiver;
import static io.watchfire.notifiers.Sample.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Sample.ReceiverBuilder;
import io.watchfire.notifiers.Sample.RuleBuilder;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutingCheckTest {
    @Test
    void aTagThatNoReceiverHasIsAnErrorThatNamesWhatWasMeant() {
        assertThat(check(rule("slow").tags("ordr", "test2"), receiver("team").tags("order", "test2")))
                .containsExactly("rule slow: error[unknown-receiver-tag]: no receiver has the tag 'ordr'\n"
                        + "  help: did you mean 'order'?");
    }

    @Test
    void aTagLikeNoOtherGetsOtherHelp() {
        assertThat(check(rule("slow").tags("결제", "결제"), receiver("team").tags("order")))
                .containsExactly("rule slow: error[unknown-receiver-tag]: no receiver has the tag '결제'\n"
                        + "  help: give the tag to a receiver, or take it out of the rule's receiverTags");
    }

    @Test
    void allWrongTagsAreNamedAtOnceThoseOfDisabledRulesToo() {
        assertThat(check(rule("a").tags("x", "y").disabled(), receiver("team"))).hasSize(2);
    }

    @Test
    void anUntaggedRuleThatNobodyTakesIsAWarning() {
        assertThat(check(rule("slow"), receiver("team").tags("x").untagged(false)))
                .containsExactly("rule slow: warning[reaches-nobody]: reaches nobody: it has no receiverTags, and no"
                        + " receiver takes untagged notices\n"
                        + "  help: give the rule receiverTags, or let a receiver have \"untagged\": true");
    }

    @Test
    void aRuleBelowEveryMinLevelIsAWarning() {
        assertThat(check(
                        rule("slow").tags("x").level(Level.INFO),
                        receiver("team").tags("x").minLevel(Level.WARNING)))
                .singleElement()
                .asString()
                .startsWith("rule slow: warning[reaches-nobody]: reaches nobody: its highest level is info");
    }

    @Test
    void aDisabledRuleNeedNotReachAnybody() {
        assertThat(check(rule("slow").disabled(), receiver("team").untagged(false)))
                .isEmpty();
    }

    @Test
    void whatReachesSomebodyIsFine() {
        assertThat(check(rule("slow").tags("x"), receiver("team").tags("x"))).isEmpty();
        assertThat(check(rule("slow"), receiver("team"))).isEmpty();
    }

    private static List<String> check(RuleBuilder rule, ReceiverBuilder receiver) {
        return Router.check(
                        new RuleSet(Map.of(), List.of(rule.build())), new ReceiverSet(List.of(receiver.build()), false))
                .stream()
                .map(RoutingProblem::toString)
                .toList();
    }
}

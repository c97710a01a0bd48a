package io.watchfire.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.Secret;
import io.watchfire.notifiers.routing.Router;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DemoFilesTest {
    @Test
    void everyTagOfTheRulesHasAReceiver() throws Exception {
        assertThat(Router.check(DemoFiles.rules(), DemoFiles.receivers("http://127.0.0.1:1/services")))
                .isEmpty();
    }

    @Test
    void everyRuleConcernsAServiceOfTheShopThatTheScriptTroubles() throws Exception {
        RuleSet rules = DemoFiles.rules();
        Set<String> troubled = new TreeSet<>();
        Script.DEMO.troubles().forEach(trouble -> troubled.add(trouble.service()));

        assertThat(rules.rules()).hasSize(7);
        assertThat(troubled).containsExactlyElementsOf(new TreeSet<>(Shop.SERVICES));
        assertThat(rules.rules()).extracting(Rule::name).allMatch(name -> troubled.contains(name.split(" ", -1)[0]));
    }

    @Test
    void receiversPostToTheirOwnChannelsOfTheStandIn() throws Exception {
        ReceiverSet receivers = DemoFiles.receivers("http://127.0.0.1:1/services");

        assertThat(receivers.receivers())
                .hasSize(7)
                .allSatisfy(receiver ->
                        assertThat(webhook(receiver)).isEqualTo("http://127.0.0.1:1/services/" + receiver.name()));
    }

    @Test
    void realSlackGetsTheNoticesOfEveryTag() throws Exception {
        ReceiverSet receivers = DemoFiles.receivers("http://127.0.0.1:1/services");
        List<Receiver> all =
                DemoFiles.withRealSlack(receivers, "https://slack.test/x").receivers();

        assertThat(all).hasSize(8).startsWith(receivers.receivers().toArray(Receiver[]::new));
        assertThat(all.get(7).tags())
                .containsExactly("promotion", "contract", "member", "charlotte", "order", "focommon", "test2");
        assertThat(webhook(all.get(7))).isEqualTo("https://slack.test/x");
    }

    private static String webhook(Receiver receiver) {
        Secret url = Objects.requireNonNull(receiver.webhookUrl());
        return url.reveal();
    }
}

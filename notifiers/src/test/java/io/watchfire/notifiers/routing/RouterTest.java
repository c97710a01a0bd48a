package io.watchfire.notifiers.routing;

import static io.watchfire.notifiers.Sample.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.matcher.AlertFacts;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
    private static final String RECEIVERS = """
            {"version": 1, "repeat": ["1h"],
             "receivers": [
              {"name": "a", "type": "console", "tags": ["order"]},
              {"name": "b", "type": "console", "repeat": ["2h"]},
              {"name": "c", "type": "console", "untagged": false},
              {"name": "d", "type": "console", "untagged": false}],
             "routes": [%s]}""";

    @ParameterizedTest(name = "{0}, {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "",
            value = {
                // without a route that takes it: all who accept untagged notices
                "                                                                          | team=x          | a b",
                "{\"when\": \"team == 'x'\", \"receivers\": [\"c\"]}                         | team=x          | c",
                "{\"when\": \"team == 'x'\", \"receivers\": [\"c\"]}                         | team=y          | a b",
                // unknown does not match, and neither does its contrary
                "{\"when\": \"team == 'x'\", \"receivers\": [\"c\"]}                         |                 | a b",
                "{\"when\": \"not (team == 'x')\", \"receivers\": [\"c\"]}                   |                 | a b",
                // the first match wins
                "{\"receivers\": [\"c\"]}, {\"receivers\": [\"d\"]}                          | team=x          | c",
                "{\"receivers\": [\"c\"], \"continue\": true}, {\"receivers\": [\"d\"]}      | team=x          | c d",
                "{\"receivers\": [\"d\"], \"continue\": true}, {\"receivers\": [\"c\", \"d\"]} | team=x        | d c",
                // depth first; a route without a matching child is meant itself
                "{\"receivers\": [\"c\"], \"routes\": [{\"when\": \"h == 'a'\", \"receivers\": [\"d\"]}]} | h=a  | d",
                "{\"receivers\": [\"c\"], \"routes\": [{\"when\": \"h == 'a'\", \"receivers\": [\"d\"]}]} | h=b  | c",
                // without receivers: those of the route around it, and outside of all those who accept untagged notices
                "{\"receivers\": [\"c\"], \"routes\": [{\"when\": \"h == 'a'\"}]}             | h=a             | c",
                "{\"routes\": [{\"when\": \"h == 'a'\"}]}                                    | h=a             | a b",
                // a child that goes on lets its brothers be asked, not its parent
                "{\"receivers\": [\"c\"], \"routes\": [{\"receivers\": [\"d\"], \"continue\": true}]} | h=a      | d",
                "{\"when\": \"level == 'critical'\", \"receivers\": [\"c\"]}                 |                 | a b",
                "{\"when\": \"level == 'warning' and rule == 'r'\", \"receivers\": [\"c\"]}  |                 | c",
                "{\"when\": \"팀 == '주문 🔥'\", \"receivers\": [\"c\"]}                       | 팀=주문 🔥       | c",
            })
    void anAlertGoesDownTheTree(String routes, String labels, String expected) {
        Router router = router(routes == null ? "" : routes);

        assertThat(router.destinations(rule("r").build(), facts(labels)).stream()
                        .map(destination -> destination.receiver().name())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @Test
    void aRuleWithTagsDoesNotAskTheRoutes() {
        Router router = router("{\"receivers\": [\"c\"]}");

        assertThat(router.destinations(rule("r").tags("order", "other").build(), facts(null)))
                .extracting(destination -> destination.receiver().name(), Destination::why)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("a", "it has the tag 'order'"));
    }

    @Test
    void theInnermostPolicyCounts() {
        Router router = router(
                "{\"repeat\": [\"3h\"], \"receivers\": [\"a\", \"b\"], \"routes\": [{\"when\": \"h == 'a'\", \"repeat\": [\"4h\"]}]}");

        assertThat(repeats(router, "h=a")).isEqualTo("a 4 b 4");
        assertThat(repeats(router, "h=b")).isEqualTo("a 3 b 3");
        assertThat(repeats(router(""), "h=a")).isEqualTo("a 1 b 2");
    }

    @Test
    void muteTimesAndInhibitionsAddUpAndAnEmptyListTakesThemBack() {
        String mute = "\"mute\": [{\"times\": [\"22:00-06:00\"]}]";
        Router router = router("{" + mute + ", \"receivers\": [\"c\"], \"routes\": [{\"when\": \"h == 'a'\", " + mute
                + "}, {\"when\": \"h == 'b'\", \"mute\": []}]}");

        assertThat(router.destinations(rule("r").build(), facts("h=a"))
                        .get(0)
                        .policy()
                        .muteTimes())
                .hasSize(2);
        assertThat(router.destinations(rule("r").build(), facts("h=b"))
                        .get(0)
                        .policy()
                        .muteTimes())
                .isEmpty();
    }

    private static String repeats(Router router, String labels) {
        return router.destinations(rule("r").build(), facts(labels)).stream()
                .map(destination -> destination.receiver().name() + " "
                        + destination.policy().repeatMillis().get(0) / 3_600_000)
                .collect(Collectors.joining(" "));
    }

    private static Router router(String routes) {
        ReceiverSet set = ReceiverFile.parse("receivers.json", RECEIVERS.formatted(routes), Path.of("."), Map.of())
                .orElseThrow();
        return new Router(set);
    }

    private static AlertFacts facts(String labels) {
        Map<String, String> map = new TreeMap<>();
        if (labels != null) {
            Arrays.stream(labels.split(",")).map(pair -> pair.split("=")).forEach(pair -> map.put(pair[0], pair[1]));
        }
        return AlertFacts.of(rule("r").build(), Level.WARNING, map);
    }
}

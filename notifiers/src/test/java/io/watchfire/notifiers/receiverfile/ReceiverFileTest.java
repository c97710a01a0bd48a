package io.watchfire.notifiers.receiverfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.receiver.Policy;
import io.watchfire.notifiers.receiver.RateLimit;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverFileTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "SLACK", "https://hooks.slack.com/services/T0KEN",
            "LOCAL", "http://127.0.0.1:9999/T0KEN",
            "BLANK", " ",
            "ZONE", "Asia/T0KEN");

    @TempDir
    private Path folder;

    private LoadResult<ReceiverSet> parse(String json) {
        return ReceiverFile.parse("receivers.json", json, folder, ENVIRONMENT);
    }

    private static String problems(LoadResult<?> result) {
        return result.problems().stream().map(FileProblem::render).collect(Collectors.joining("\n"));
    }

    private LoadResult<ReceiverSet> parseReceiver(String members) {
        return parse("{\"version\": 1, \"receivers\": [\n{" + members + "}\n]}");
    }

    @Test
    void receiversAreReadWithTheirDefaults() {
        ReceiverSet set = parse("""
                {"$schema": "../schemas/receiver-file.schema.json", "version": 1, "receivers": [
                  {"name": "주문팀", "type": "slack", "tags": ["order", "주문"], "minLevel": "warning", "untagged": false,
                   "webhookUrl": "${env:SLACK}", "language": "ko", "zone": "Asia/Seoul"},
                  {"name": "everyone", "type": "console"}
                ]}""").orElseThrow();

        assertThat(set.allowPrivateNetworks()).isFalse();
        assertThat(set.receivers())
                .containsExactly(
                        new Receiver(
                                "주문팀",
                                "slack",
                                List.of("order", "주문"),
                                false,
                                Level.WARNING,
                                "ko",
                                ZoneId.of("Asia/Seoul"),
                                new Secret("https://hooks.slack.com/services/T0KEN")),
                        new Receiver("everyone", "console", List.of(), true, null, "en", ZoneOffset.UTC, null));
    }

    @Test
    void aFileIsReadFromDiskAndItsPlaceholdersBesideIt() throws IOException {
        Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/slack"), "https://hooks.slack.com/services/$1T0KEN\r\n");
        Path file = folder.resolve("receivers.json");
        Files.writeString(file, """
                {"version": 1, "receivers": [
                  {"name": "a", "type": "slack", "webhookUrl": "${file:secrets/slack}"}
                ]}""");

        Receiver receiver =
                ReceiverFile.load(file, Map.of()).orElseThrow().receivers().get(0);

        assertThat(receiver.webhookUrl()).isEqualTo(new Secret("https://hooks.slack.com/services/$1T0KEN"));
    }

    @Test
    void aFileWithoutAnEndIsToldAsTooLarge() {
        assumeTrue(Files.exists(Path.of("/dev/zero")), "this system has no /dev/zero");

        LoadResult<ReceiverSet> result =
                parseReceiver("\"name\": \"a\", \"type\": \"slack\", \"webhookUrl\": \"${file:/dev/zero}\"");

        assertThat(result.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).isEqualTo("the file /dev/zero is larger than 65536 bytes"));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        LoadResult<ReceiverSet> result = parse("""
                {
                  "version": 2,
                  "receivers": [
                    {"name": "주문 🔥", "type": "slak", "tag": ["order"], "minLevel": "warn", "zone": "Asia/Soul"},
                    {"name": "주문 🔥", "type": "slack", "language": "de", "untagged": "no"},
                    {"type": "console", "webhookUrl": "https://hooks.slack.com/T0KEN", "tags": "x"},
                    5
                  ],
                  "grouping": {"by": ["okindName", "level"]},
                  "allowPrivate": true
                }""");

        assertThat(result.problems())
                .extracting(problem ->
                        problem.path() + " " + problem.code() + " " + problem.line() + ":" + problem.column())
                .containsExactly(
                        "$.version unsupported-version 2:14",
                        "$.receivers[0].type bad-value 4:30",
                        "$.receivers[0].tag unknown-key 4:38",
                        "$.receivers[0].minLevel bad-value 4:68",
                        "$.receivers[0].zone unknown-zone 4:84",
                        "$.receivers[1] missing-key 5:5",
                        "$.receivers[1].name duplicate-name 5:14",
                        "$.receivers[1].language bad-value 5:51",
                        "$.receivers[1].untagged wrong-type 5:69",
                        "$.receivers[2] missing-key 6:5",
                        "$.receivers[2].webhookUrl unknown-key 6:25",
                        "$.receivers[2].tags wrong-type 6:80",
                        "$.receivers[3] wrong-type 7:5",
                        "$.grouping.by[1] bad-value 9:36",
                        "$.allowPrivate unknown-key 10:3");
    }

    @Test
    void anErrorShowsItsLineWithStarsForWhatMayBeSecret() {
        LoadResult<ReceiverSet> result = parseReceiver("\"name\": \"주문 🔥\", \"type\": \"slak\", \"tag\": [\"order\"]");

        assertThat(problems(result)).isEqualTo("""
                receivers.json: $.receivers[0].type: error[bad-value]: "slak" cannot stand here
                  at receivers.json:2:26
                  2 | {"name": "*****", "type": "slak", "tag": ["*****"]}
                    |                           ^^^^^^
                  help: did you mean "slack"?
                receivers.json: $.receivers[0].tag: error[unknown-key]: "tag" is not a key of a receiver
                  at receivers.json:2:34
                  2 | {"name": "*****", "type": "slak", "tag": ["*****"]}
                    |                                   ^^^^^
                  help: did you mean "tags"?""");
    }

    @Test
    void policyStandsForAllForOneReceiverAndInRoutes() {
        ReceiverSet set = parse("""
                {"version": 1, "repeat": ["1h", "1d"], "rateGuard": {"notices": 30, "per": "1m"},
                 "receivers": [
                  {"name": "team", "type": "console", "grouping": {"by": ["okindName"], "wait": "30s", "interval": "5m"},
                   "escalate": {"after": "15m", "to": "lead"}},
                  {"name": "lead", "type": "console", "repeat": []}],
                 "routes": [
                  {"when": "okindName like 'btf-*' and level == 'critical'", "receivers": ["team"], "continue": true,
                   "mute": [{"times": ["22:00-06:00"]}], "routes": [{"receivers": ["lead"]}]}]}""").orElseThrow();

        assertThat(set.policy().repeatMillis()).containsExactly(3_600_000L, 86_400_000L);
        assertThat(set.policy().rateGuard()).isEqualTo(new Policy.RateGuard(30, 60_000));
        assertThat(set.receivers().get(0).policy().grouping())
                .isEqualTo(new Policy.Grouping(List.of("okindName"), 30_000, 300_000));
        assertThat(set.receivers().get(0).policy().escalate()).isEqualTo(new Policy.HandOver(900_000, "lead"));
        assertThat(set.receivers().get(1).policy().over(set.policy()).repeatMillis())
                .isEmpty();
        assertThat(set.routes())
                .singleElement()
                .satisfies(route -> assertThat(route.goesOn()).isTrue())
                .satisfies(route -> assertThat(route.policy().muteTimes()).hasSize(1))
                .satisfies(
                        route -> assertThat(route.routes().get(0).receivers()).containsExactly("lead"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"routes\": [{\"receivers\": [\"teem\"]}] | $.routes[0].receivers[0] unknown-receiver: did you mean \"team\"?",
                "\"escalate\": {\"after\": \"5m\", \"to\": \"lead\"} | $.escalate.to unknown-receiver: known are: team",
                "\"routes\": [{\"when\": \"level == 'critcal'\"}] | $.routes[0].when unknown-level: did you mean \"critical\"?",
                "\"routes\": [{\"when\": \"okindName\"}] | $.routes[0].when not-a-condition: null",
                "\"routes\": [{\"when\": \"avg(x) over 5m > 3\"}] | $.routes[0].when aggregate-over-time: null",
                "\"repeat\": [\"1d\", \"1h\"] | $.repeat[1] bad-value: each step counts from the firing notice: [\"1h\", \"1d\"] repeats after 1h, 1d, 2d, ..",
            })
    void policyThatCannotBeMeantIsTold(String json, String expected) {
        LoadResult<ReceiverSet> result =
                parse("{\"version\": 1, \"receivers\": [{\"name\": \"team\", \"type\": \"console\"}], " + json + "}");

        assertThat(result.problems())
                .extracting(problem -> problem.path() + " " + problem.code() + ": " + problem.help())
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"1m, 60000", "1h, 3600000", "7d, 604800000"})
    void aHeartbeatIsAPeriodOfAMinuteOrMore(String written, long millis) {
        ReceiverSet set = parseReceiver("\"name\": \"a\", \"type\": \"console\", \"heartbeat\": \"" + written + "\"")
                .orElseThrow();

        assertThat(set.receivers().get(0).policy().heartbeatMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slack     | \"webhookUrl\": \"${env:SLACK}\"                             | 1000    | 5",
                "slack     | \"webhookUrl\": \"${env:SLACK}\", \"dialect\": \"mattermost\" | 1000    | 5",
                "slack     | \"token\": \"t\", \"channel\": \"C1\"                         | 1000    | 5",
                "slack     | \"token\": \"t\", \"channel\": \"C1\", \"rateLimit\": {\"per\": \"10ms\", \"burst\": 100} | 10 | 100",
                "console   | \"rateLimit\": {\"per\": \"10m\"}                             | 600000 | 1",
                "console   | \"untagged\": true                                         |         |",
                "x-pager   | \"untagged\": true                                         |         |"
            })
    void messagesGoAsFastAsTheTypeTakesThemOrTheFileSays(String type, String members, Long per, Integer burst) {
        ReceiverSet set = parseReceiver("\"name\": \"a\", \"type\": \"" + type + "\", " + members)
                .orElseThrow();

        assertThat(set.receivers().get(0).rateLimit()).isEqualTo(per == null ? null : new RateLimit(per, burst));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                | $.receivers[0].rateLimit missing-key",
                "{\"burst\": 5}                    | $.receivers[0].rateLimit missing-key",
                "{\"per\": \"0s\"}                 | $.receivers[0].rateLimit.per bad-value",
                "{\"per\": \"601s\"}               | $.receivers[0].rateLimit.per bad-value",
                "{\"per\": \"often\"}              | $.receivers[0].rateLimit.per bad-duration",
                "{\"per\": \"1s\", \"burst\": 0}   | $.receivers[0].rateLimit.burst bad-value",
                "{\"per\": \"1s\", \"burst\": 1.5} | $.receivers[0].rateLimit.burst bad-value",
                "{\"per\": \"1s\", \"bursts\": 2}  | $.receivers[0].rateLimit.bursts unknown-key",
                "\"1s\"                            | $.receivers[0].rateLimit wrong-type"
            })
    void aRateLimitThatIsNoneIsToldWithItsPlace(String written, String expected) {
        LoadResult<ReceiverSet> result =
                parseReceiver("\"name\": \"a\", \"type\": \"console\", \"rateLimit\": " + written);

        assertThat(result.problems())
                .extracting(problem -> problem.path() + " " + problem.code())
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"59s, bad-value", "0s, bad-value", "often, bad-duration"})
    void aHeartbeatThatIsNoneIsToldWithItsPlace(String written, String code) {
        LoadResult<ReceiverSet> result =
                parseReceiver("\"name\": \"a\", \"type\": \"console\", \"heartbeat\": \"" + written + "\"");

        assertThat(result.problems())
                .extracting(problem -> problem.path() + " " + problem.code())
                .containsExactly("$.receivers[0].heartbeat " + code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"receivers\": [\"team\"]}, {\"when\": \"a == 'b'\"} | $.routes[1] dead-route",
                "{\"when\": \"a == 'b'\"}, {\"when\": \"a=='b'\"}, {\"when\": \"a == 'c'\"} | $.routes[1] dead-route",
                "{\"routes\": [{}, {}]} | $.routes[0].routes[1] dead-route",
                "{\"receivers\": []} | $.routes[0] reaches-nobody",
            })
    void aRouteThatLeadsNowhereIsAWarning(String routes, String expected) {
        LoadResult<ReceiverSet> result =
                parse("{\"version\": 1, \"receivers\": [{\"name\": \"team\", \"type\": \"console\"}], \"routes\": ["
                        + routes + "]}");

        assertThat(result.problems())
                .extracting(problem -> problem.path() + " " + problem.code())
                .containsExactly(expected);
        assertThat(result.value()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "${env:NO_SUCH}, missing-variable, the environment variable NO_SUCH is not set",
        "${env:BLANK}, missing-variable, the environment variable BLANK is empty",
        "${file:no/such}, missing-file, the file no/such does not exist",
        "${file:.}, missing-file, the file . cannot be read",
        "${env:LOCAL}, refused-url, this URL has to begin with https://; plain http is for private networks; when they are allowed",
        "http://10.0.0.1/T0KEN, refused-url, this URL has to begin with https://; plain http is for private networks; when they are allowed",
        "https://10.0.0.1/T0KEN, refused-url, 'this URL leads to a private or loopback address; \"allowPrivateNetworks\": true permits that'",
        "https://me:T0KEN@hooks.slack.com, refused-url, this URL must not hold a user name or password",
        "T0KEN, refused-url, this URL has to begin with https://",
        "${evn:T0KEN}, refused-url, this URL is not a URL"
    })
    void aWebhookThatCannotBeUsedIsToldWithoutShowingIt(String url, String code, String message) {
        LoadResult<ReceiverSet> result =
                parseReceiver("\"name\": \"a\", \"type\": \"slack\", \"webhookUrl\": \"" + url + "\"");

        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.message().replace(", when", "; when")).isEqualTo(message);
            assertThat(problem.path()).isEqualTo("$.receivers[0].webhookUrl");
            assertThat(problem.render()).doesNotContain("T0KEN").doesNotContain("10.0.0.1");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\": 1, \"receivers\": [{\"name\": \"a\", \"type\": \"slack\", \"webhookUrl\": \"https://T0KEN}]}",
                "{\"version\": 1, \"receivers\": [{\"name\": \"a\", \"type\": \"slack\", \"webhookUrl\": https://T0KEN}]}",
                "{\"version\": 1, \"receivers\": [{\"name\": \"a\", \"type\": \"slak\", \"webhookUrI\": \"https://T0KEN\"}]}",
                "{\"version\": 1, \"receivers\": [{\"webhookUrl\": \"https://T0KEN\", \"webhookUrl\": \"https://T0KEN\"}]}",
                "{\"version\": 1, \"receivers\": [{\"name\": \"https://T0KEN\", \"webhookUrl\": {\"url\": \"https://T0KEN\"}}]}",
                "{\"version\": 1, \"receivers\": [{\"webhookUrl\": [\"https://T0KEN\"]}]}",
                "{\"version\": 1, \"receivers\": [{\"zone\": \"https://T0KEN\", \"type\": \"https://T0KEN\"}]}",
                "{\"version\": 1, \"receivers\": [{\"name\": \"a\", \"type\": \"console\", \"zone\": \"${env:ZONE}\"}]}",
                "{\"version\": 1, \"receivers\": [{\"name\": \"a\", \"type\": \"${env:SLACK}\"}]}",
                "{\"version\": 1, \"receivers\": [{\"name\": \"a\", \"type\": \"console\", \"minLevel\": \"${env:SLACK}\"}]}"
            })
    void noErrorOfAnyKindShowsWhatMayBeASecret(String json) {
        LoadResult<ReceiverSet> result = parse(json);

        assertThat(result.value()).isEmpty();
        assertThat(problems(result)).isNotEmpty().doesNotContain("T0KEN");
    }

    @Test
    void privateNetworksAreAllowedIfTheFileSaysSo() {
        assertThat(parse("""
                {"version": 1, "allowPrivateNetworks": true, "receivers": [
                  {"name": "a", "type": "slack", "webhookUrl": "${env:LOCAL}"},
                  {"name": "b", "type": "slack", "webhookUrl": "http://slack-stand-in:8080/x"}
                ]}""").value()).isPresent();

        assertThat(parse("""
                {"version": 1, "allowPrivateNetworks": true, "receivers": [
                  {"name": "a", "type": "slack", "webhookUrl": "http://169.254.169.254/latest"}
                ]}""").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo("this URL leads to a cloud's metadata service, which is never allowed"));
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        LoadResult<ReceiverSet> result = ReceiverFile.load(folder.resolve("no.json"), Map.of());

        assertThat(result.problems()).extracting(FileProblem::code).containsExactly("cannot-read");
    }
}

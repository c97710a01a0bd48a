package io.watchfire.notifiers.receiverfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.ReceiverSettings;
import io.watchfire.notifiers.receiver.ReceiverSettings.Email;
import io.watchfire.notifiers.receiver.ReceiverSettings.Own;
import io.watchfire.notifiers.receiver.ReceiverSettings.SlackBot;
import io.watchfire.notifiers.receiver.ReceiverSettings.SlackCompatible;
import io.watchfire.notifiers.receiver.ReceiverSettings.Webhook;
import io.watchfire.notifiers.receiver.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What receivers of each type have beside what all have. */
class ReceiverSettingsTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("TOKEN", "T0KEN", "TWO_LINES", "T0\nKEN", "URL", "https://hooks.example.com/T0KEN");
    private static final String MAIL =
            "'type': 'email', 'host': 'smtp.example.com', 'from': 'w@example.com', 'recipients': ['ops@example.com']";

    static Stream<Arguments> settings() {
        return Stream.of(
                arguments("'type': 'slack', 'webhookUrl': '${env:URL}'", ReceiverSettings.NONE),
                arguments("'type': 'slack', 'webhookUrl': '${env:URL}', 'dialect': 'slack'", ReceiverSettings.NONE),
                arguments(
                        "'type': 'slack', 'webhookUrl': '${env:URL}', 'dialect': 'mattermost'", new SlackCompatible()),
                arguments(
                        "'type': 'slack', 'webhookUrl': '${env:URL}', 'dialect': 'rocketchat'", new SlackCompatible()),
                arguments(
                        "'type': 'slack', 'token': '${env:TOKEN}', 'channel': '#주문'",
                        new SlackBot(new Secret("T0KEN"), "#주문", "https://slack.com/api/")),
                arguments(
                        "'type': 'slack', 'token': 't', 'channel': 'C1', 'apiUrl': 'https://slack-gov.com/api'",
                        new SlackBot(new Secret("t"), "C1", "https://slack-gov.com/api/")),
                arguments(
                        "'type': 'webhook', 'url': '${env:URL}'",
                        new Webhook(Webhook.Format.WATCHFIRE, null, Map.of(), null)),
                arguments(
                        "'type': 'webhook', 'url': '${env:URL}', 'format': 'alertmanager', 'signingSecret': '${env:TOKEN}',"
                                + " 'headers': {'Authorization': 'Bearer ${env:TOKEN}'}",
                        new Webhook(
                                Webhook.Format.ALERTMANAGER,
                                null,
                                Map.of("Authorization", new Secret("Bearer T0KEN")),
                                new Secret("T0KEN"))),
                arguments(
                        "'type': 'webhook', 'url': '${env:URL}', 'payload': {'k': '${env:TOKEN}', 't': ['${title}', 1.50, null, true]}",
                        new Webhook(
                                Webhook.Format.WATCHFIRE,
                                new Secret("{\"k\":\"T0KEN\",\"t\":[\"${title}\",1.50,null,true]}"),
                                Map.of(),
                                null)),
                arguments(
                        MAIL,
                        new Email(
                                "smtp.example.com",
                                587,
                                Email.Tls.STARTTLS,
                                null,
                                null,
                                "w@example.com",
                                List.of("ops@example.com"))),
                arguments(
                        MAIL + ", 'tls': 'implicit', 'username': 'w', 'password': '${env:TOKEN}'",
                        new Email(
                                "smtp.example.com",
                                465,
                                Email.Tls.IMPLICIT,
                                "w",
                                new Secret("T0KEN"),
                                "w@example.com",
                                List.of("ops@example.com"))),
                arguments("'type': 'x-pager'", new Own(Map.of())),
                arguments(
                        "'type': 'x-pager', 'settings': {'key': '${env:TOKEN}'}",
                        new Own(Map.of("key", new Secret("T0KEN")))));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void settingsAreReadWithTheirDefaults(String members, ReceiverSettings expected) {
        Receiver receiver = parse(members, false).orElseThrow().receivers().get(0);

        assertThat(receiver.settings()).isEqualTo(expected);
        assertThat(receiver).asString().doesNotContain("T0KEN");
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                arguments("'type': 'slack'", "$.receivers[0] missing-key"),
                arguments("'type': 'slack', 'token': 't'", "$.receivers[0] missing-key"),
                arguments("'type': 'slack', 'channel': '#ops'", "$.receivers[0] missing-key"),
                arguments(
                        "'type': 'slack', 'token': '${env:TWO_LINES}', 'channel': 'C'",
                        "$.receivers[0].token bad-value"),
                arguments(
                        "'type': 'slack', 'token': 't', 'channel': 'C', 'webhookUrl': '${env:URL}'",
                        "$.receivers[0].webhookUrl conflicting-keys"),
                arguments(
                        "'type': 'slack', 'token': 't', 'channel': 'C', 'apiUrl': 'http://10.0.0.1/T0KEN'",
                        "$.receivers[0].apiUrl refused-url"),
                arguments(
                        "'type': 'slack', 'webhookUrl': '${env:URL}', 'dialect': 'teams'",
                        "$.receivers[0].dialect bad-value"),
                arguments("'type': 'slack', 'webhookUrl': '${env:URL}', 'url': 'x'", "$.receivers[0].url unknown-key"),
                arguments("'type': 'webhook'", "$.receivers[0] missing-key"),
                arguments("'type': 'webhook', 'url': 'https://169.254.169.254/'", "$.receivers[0].url refused-url"),
                arguments(
                        "'type': 'webhook', 'url': 'http://hooks.example.com/T0KEN'", "$.receivers[0].url refused-url"),
                arguments(
                        "'type': 'webhook', 'url': '${env:URL}', 'payload': {'a': ['${titel}']}",
                        "$.receivers[0].payload.a[0] unknown-name"),
                arguments(
                        "'type': 'webhook', 'url': '${env:URL}', 'payload': {'a': '${count | number}'}",
                        "$.receivers[0].payload.a unknown-format"),
                arguments(
                        "'type': 'webhook', 'url': '${env:URL}', 'payload': {'a': '${title'}",
                        "$.receivers[0].payload.a unclosed-name"),
                arguments(
                        "'type': 'webhook', 'url': '${env:URL}', 'payload': {}, 'format': 'watchfire'",
                        "$.receivers[0].format conflicting-keys"),
                arguments(
                        "'type': 'webhook', 'url': '${env:URL}', 'headers': {'X-A': '${env:TWO_LINES}'}",
                        "$.receivers[0].headers.X-A bad-header"),
                arguments(
                        "'type': 'webhook', 'url': '${env:URL}', 'headers': {'X-A': '주문'}",
                        "$.receivers[0].headers.X-A bad-header"),
                arguments(
                        "'type': 'webhook', 'url': '${env:URL}', 'headers': {'x-watchfire-signature': 'a'}",
                        "$.receivers[0].headers.x-watchfire-signature bad-header"),
                arguments(
                        "'type': 'webhook', 'url': '${env:URL}', 'signingSecret': '${env:NONE}'",
                        "$.receivers[0].signingSecret missing-variable"),
                arguments(MAIL + ", 'username': 'w'", "$.receivers[0] missing-key"),
                arguments(MAIL + ", 'port': 65536", "$.receivers[0].port bad-value"),
                arguments(MAIL + ", 'tls': 'none'", "$.receivers[0].tls bad-value"),
                arguments(MAIL.replace("ops@", "ops "), "$.receivers[0].recipients[0] bad-address"),
                arguments(MAIL.replace("ops@example.com", "a@b.c, d@e.f"), "$.receivers[0].recipients[0] bad-address"),
                arguments(MAIL.replace("w@example", "w\\nBcc: x@example"), "$.receivers[0].from bad-address"),
                arguments(MAIL.replace("smtp.example.com", "169.254.169.254"), "$.receivers[0].host refused-host"),
                arguments(MAIL.replace("smtp.example.com", "10.1.2.3"), "$.receivers[0].host refused-host"),
                arguments(MAIL.replace("smtp.example.com", "smtp.example.com/x"), "$.receivers[0].host refused-host"),
                arguments(
                        "'type': 'x-pager', 'settings': {'key': '${env:NONE}'}",
                        "$.receivers[0].settings.key missing-variable"),
                arguments("'type': 'console', 'settings': {}", "$.receivers[0].settings unknown-key"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void eachErrorHasItsPlaceAndShowsNoSecret(String members, String expected) {
        LoadResult<ReceiverSet> result = parse(members, false);

        assertThat(result.problems())
                .extracting(problem -> problem.path() + " " + problem.code())
                .containsExactly(expected);
        assertThat(result.problems().stream().map(FileProblem::render).collect(Collectors.joining()))
                .doesNotContain("T0KEN", "T0\n");
    }

    @ParameterizedTest
    @MethodSource("plainMail")
    void mailWithoutTlsIsForPrivateNetworksAndWithoutPassword(String more, boolean allowed) {
        assertThat(parse(MAIL.replace("smtp.example.com", "10.1.2.3") + ", 'tls': 'none'" + more, true)
                        .value()
                        .isPresent())
                .isEqualTo(allowed);
    }

    static Stream<Arguments> plainMail() {
        return Stream.of(arguments("", true), arguments(", 'username': 'w', 'password': 'p'", false));
    }

    private static LoadResult<ReceiverSet> parse(String members, boolean allowPrivate) {
        String json = "{'version': 1, 'allowPrivateNetworks': " + allowPrivate + ", 'receivers': [{'name': 'a', "
                + members + "}]}";
        return ReceiverFile.parse("receivers.json", json.replace('\'', '"'), Path.of("."), ENVIRONMENT);
    }
}

package io.watchfire.notifiers.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void aSecretShowsStarsWhereverItStands() {
        Secret url = new Secret("https://hooks.slack.com/services/T0KEN");
        Receiver receiver = new Receiver("a", "slack", List.of(), true, null, "en", ZoneOffset.UTC, url);

        assertThat(url).hasToString("***");
        assertThat(new ReceiverSet(List.of(receiver), false).toString())
                .contains("webhookUrl=***")
                .doesNotContain("T0KEN");
        assertThat(url.reveal()).isEqualTo("https://hooks.slack.com/services/T0KEN");
        assertThat(url)
                .isEqualTo(new Secret("https://hooks.slack.com/services/T0KEN"))
                .isNotEqualTo(new Secret("x"));
    }
}

package io.watchfire.notifiers.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.notifiers.Looks;
import io.watchfire.notifiers.message.Message;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlackLooksTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The files can be pasted into Slack's Block Kit Builder. */
    @ParameterizedTest
    @MethodSource("io.watchfire.notifiers.Looks#all")
    void eachKindOfMessageLooksAsItsFileAndKeepsToSlacksLimits(String name, String language) throws IOException {
        JsonNode payload = payload(Looks.message(name, language));

        keepsToLimits(payload);
        looks("slack/" + name + "." + language + ".json", payload);
    }

    /** As Mattermost and Rocket.Chat get it. */
    @ParameterizedTest
    @MethodSource("io.watchfire.notifiers.Looks#all")
    void eachKindOfMessageLooksAsItsFileForServersLikeSlack(String name, String language) throws IOException {
        looks(
                "slack-compatible/" + name + "." + language + ".json",
                JSON.readTree(CompatiblePayload.of(Looks.message(name, language))));
    }

    private static void looks(String file, JsonNode payload) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        Looks.holds(file, JSON.writer(printer).writeValueAsString(payload) + "\n");
    }

    static JsonNode payload(Message message) throws IOException {
        return JSON.readTree(SlackPayload.json(message));
    }

    /** As Slack's pages on blocks, attachments and messages have them. */
    static void keepsToLimits(JsonNode payload) {
        assertThat(payload.path("text").asText()).isNotBlank().hasSizeLessThanOrEqualTo(40_000);
        blocks(payload.path("blocks"));
        for (JsonNode attachment : payload.path("attachments")) {
            blocks(attachment.path("blocks"));
        }
    }

    private static void blocks(JsonNode blocks) {
        assertThat(blocks.size()).isBetween(1, 50);
        for (JsonNode block : blocks) {
            String text = block.at("/text/text").asText();
            switch (block.path("type").asText()) {
                case "header" ->
                    assertThat(text).isNotBlank().hasSizeLessThanOrEqualTo(150).doesNotContain("\n");
                case "section" -> section(block, text);
                case "context" ->
                    assertThat(block.at("/elements/0/text").asText())
                            .isNotBlank()
                            .hasSizeLessThanOrEqualTo(2000);
                case "actions" -> buttons(block.path("elements"));
                default -> throw new AssertionError("an unexpected block: " + block);
            }
            assertThat(text).doesNotContainPattern("[<>]").doesNotContainPattern("&(?!amp;|lt;|gt;)");
        }
    }

    private static void section(JsonNode block, String text) {
        JsonNode fields = block.path("fields");
        if (fields.isMissingNode()) {
            assertThat(text).isNotBlank().hasSizeLessThanOrEqualTo(3000);
            return;
        }
        assertThat(fields.size()).isBetween(1, 10);
        for (JsonNode field : fields) {
            assertThat(field.path("text").asText()).isNotBlank().hasSizeLessThanOrEqualTo(2000);
        }
    }

    private static void buttons(JsonNode buttons) {
        assertThat(buttons.size()).isBetween(1, 25);
        assertThat(buttons.findValuesAsText("action_id")).doesNotHaveDuplicates();
        for (JsonNode button : buttons) {
            assertThat(button.at("/text/text").asText()).isNotBlank().hasSizeLessThanOrEqualTo(75);
            assertThat(button.path("url").asText()).hasSizeLessThanOrEqualTo(3000);
            assertThat(URI.create(button.path("url").asText()).getHost()).isNotEmpty();
        }
    }
}

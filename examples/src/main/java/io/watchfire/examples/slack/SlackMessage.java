package io.watchfire.examples.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as people see it in Slack: lines from top to bottom. Immutable.
 *
 * <p>Understands the parts of an incoming-webhook payload that alerts are made of: {@code text}, blocks of the kinds
 * header, section, context and actions (buttons with a URL), and attachments with a colour. As in Slack, {@code text} is not shown where there are blocks,
 * and {@code fallback} never.
 */
public record SlackMessage(List<Line> lines) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One line.
     *
     * @param strong true for headers and titles
     * @param color of the bar on its left as {@code #rrggbb} or a word; null if there is no bar
     */
    public record Line(
            String text, boolean strong, @Nullable String color) {}

    public SlackMessage {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a payload.
     *
     * @throws InvalidPayloadException if Slack would refuse it; the message is the word that Slack answers with
     */
    public static SlackMessage parse(String payload) throws InvalidPayloadException {
        JsonNode root;
        try {
            root = JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new InvalidPayloadException("invalid_payload", e);
        }
        if (!root.isObject()) {
            throw new InvalidPayloadException("invalid_payload", null);
        }
        List<Line> lines = new ArrayList<>();
        if (root.path("blocks").isEmpty()) {
            add(lines, root.path("text"), false, null);
        }
        addBlocks(lines, root.path("blocks"), null);
        for (JsonNode attachment : root.path("attachments")) {
            addAttachment(lines, attachment);
        }
        if (lines.isEmpty()) {
            throw new InvalidPayloadException("no_text", null);
        }
        return new SlackMessage(lines);
    }

    /** The whole message as plain text, lines separated by line feeds. */
    public String text() {
        return String.join("\n", lines.stream().map(Line::text).toList());
    }

    private static void addAttachment(List<Line> lines, JsonNode attachment) {
        String color = attachment.path("color").asText("#dddddd");
        add(lines, attachment.path("pretext"), false, null);
        add(lines, attachment.path("title"), true, color);
        add(lines, attachment.path("text"), false, color);
        for (JsonNode field : attachment.path("fields")) {
            add(lines, field.path("title"), true, color);
            add(lines, field.path("value"), false, color);
        }
        addBlocks(lines, attachment.path("blocks"), color);
        add(lines, attachment.path("footer"), false, color);
    }

    private static void addBlocks(List<Line> lines, JsonNode blocks, @Nullable String color) {
        for (JsonNode block : blocks) {
            add(
                    lines,
                    block.path("text").path("text"),
                    block.path("type").asText().equals("header"),
                    color);
            for (JsonNode field : block.path("fields")) {
                add(lines, field.path("text"), false, color);
            }
            for (JsonNode element : block.path("elements")) {
                add(lines, element.path("text"), false, color);
                addButton(lines, element, color);
            }
        }
    }

    private static void addButton(List<Line> lines, JsonNode element, @Nullable String color) {
        if (element.path("type").asText().equals("button")) {
            String label = unescape(element.path("text").path("text").asText());
            lines.add(new Line("[ " + label + " ] " + element.path("url").asText(), false, color));
        }
    }

    private static void add(List<Line> lines, JsonNode text, boolean strong, @Nullable String color) {
        if (text.isTextual() && !text.asText().isBlank()) {
            text.asText().lines().forEach(line -> lines.add(new Line(unescape(line), strong, color)));
        }
    }

    /** Slack asks its callers to escape these three characters, and only these. */
    private static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** A payload that Slack would refuse. */
    public static final class InvalidPayloadException extends Exception {
        InvalidPayloadException(String word, @Nullable Throwable cause) {
            super(word, cause);
        }
    }
}

package io.watchfire.notifiers.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.Message.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as servers take it that follow Slack's older form: the title as text, and one attachment with a coloured bar.
 * Texts there are Markdown; blocks and buttons are not known.
 *
 * @see <a href="https://developers.mattermost.com/integrate/reference/message-attachments">Mattermost, Message attachments</a>
 * @see <a href="https://docs.rocket.chat/docs/integrations">Rocket.Chat, Integrations</a>
 */
final class CompatiblePayload {
    private static final int TITLE = 300;
    private static final int MOST_FIELDS = 20;
    private static final int MOST_LINKS = 25;
    private static final int LONGEST_URL = 3000;

    /** A field that is longer takes the whole width. */
    private static final int SHORT = 40;

    private CompatiblePayload() {}

    static String of(Message message) {
        JsonObject attachment = new JsonObject();
        attachment.addProperty("fallback", MarkdownText.escape(message.preview(), TITLE, MarkdownText.ELLIPSIS));
        attachment.addProperty("color", SlackPayload.colour(message.tone()));
        JsonArray fields = new JsonArray();
        List<Line> text = new ArrayList<>();
        for (Line line : message.lines()) {
            boolean fits = line.toString().length() <= SHORT
                    && !line.label().isBlank()
                    && line.value().indexOf('\n') < 0
                    && fields.size() < MOST_FIELDS;
            if (fits) {
                fields.add(field(line));
            } else {
                text.add(line);
            }
        }
        text.addAll(message.alerts());
        attachment.addProperty("text", body(text, message));
        attachment.add("fields", fields);
        if (!message.note().isBlank()) {
            attachment.addProperty("footer", MarkdownText.escape(message.note(), TITLE, MarkdownText.ELLIPSIS));
        }
        JsonArray attachments = new JsonArray();
        attachments.add(attachment);
        JsonObject payload = new JsonObject();
        payload.addProperty("text", title(message));
        payload.add("attachments", attachments);
        return payload.toString();
    }

    /** The message as text alone, for when attachments are refused. */
    static String plain(Message message) {
        List<Line> lines = new ArrayList<>(message.lines());
        lines.addAll(message.alerts());
        JsonObject payload = new JsonObject();
        payload.addProperty("text", title(message) + "\n" + body(lines, message));
        return payload.toString();
    }

    private static String title(Message message) {
        String title = message.title().replace('\n', ' ');
        return MarkdownText.escape(title.isBlank() ? MarkdownText.ELLIPSIS : title, TITLE, MarkdownText.ELLIPSIS);
    }

    private static String body(List<Line> lines, Message message) {
        StringBuilder body = new StringBuilder(MarkdownText.escape(lines, SlackText.SECTION, message.cutOff()));
        message.links().stream()
                .filter(link -> link.url().length() <= LONGEST_URL)
                .limit(MOST_LINKS)
                .forEach(link -> body.append(body.isEmpty() ? "" : "\n")
                        .append('[')
                        .append(MarkdownText.escape(link.name(), TITLE, MarkdownText.ELLIPSIS))
                        .append("](")
                        .append(MarkdownText.url(link.url()))
                        .append(')'));
        return body.toString();
    }

    private static JsonObject field(Line line) {
        JsonObject field = new JsonObject();
        field.addProperty("title", MarkdownText.escape(line.label(), TITLE, MarkdownText.ELLIPSIS));
        field.addProperty("value", MarkdownText.escape(line.value(), TITLE, MarkdownText.ELLIPSIS));
        field.addProperty("short", true);
        return field;
    }
}

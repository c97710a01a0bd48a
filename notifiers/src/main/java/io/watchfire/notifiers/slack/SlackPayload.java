package io.watchfire.notifiers.slack;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.slack.api.model.Attachment;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.util.json.GsonFactory;
import com.slack.api.webhook.Payload;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.message.Message.Link;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in Slack's terms: the title as a header, and beside a bar in the colour of the level the facts (short ones in
 * two columns), the list of alerts, and a button for each link. The text, which notifications show in place of all that, is the message's preview.
 *
 * <p>All texts are plain text, in which asterisks, tildes and colons mean nothing.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Slack, Blocks</a>, for the limits
 */
final class SlackPayload {
    private static final Gson GSON = GsonFactory.createSnakeCase();
    private static final int HEADER = 150;
    private static final int BUTTON = 75;
    private static final int MOST_BUTTONS = 25;
    private static final int CONTEXT = 2000;
    private static final int LONGEST_URL = 3000;
    private static final int MOST_FIELDS = 10;

    /** A fact that is longer has a line of its own: a column is about so wide on a desktop. */
    private static final int LONGEST_FIELD = 60;

    /** More facts than that are not laid out in columns: there is a limit for blocks, too. */
    private static final int MOST_LAID_OUT = 20;

    private static final int PLAIN = 12_000;

    private SlackPayload() {}

    static Payload of(Message message) {
        List<LayoutBlock> blocks = facts(message.lines(), message.cutOff());
        if (!message.alerts().isEmpty()) {
            blocks.add(section(message.alerts(), message.cutOff()));
        }
        List<Link> links = message.links().stream()
                .filter(link -> link.url().length() <= LONGEST_URL)
                .limit(MOST_BUTTONS)
                .toList();
        if (!links.isEmpty()) {
            blocks.add(buttons(links));
        }
        if (!message.note().isBlank()) {
            blocks.add(smallPrint(message));
        }
        return Payload.builder()
                .text(SlackText.escape(message.preview(), SlackText.SECTION, message.cutOff()))
                .blocks(List.of(header(message.title())))
                .attachments(List.of(Attachment.builder()
                        .color(colour(message.tone()))
                        .fallback(SlackText.escape(message.title(), HEADER, SlackText.ELLIPSIS))
                        .blocks(blocks)
                        .build()))
                .unfurlLinks(false)
                .unfurlMedia(false)
                .build();
    }

    /** The payload as JSON. */
    static String json(Message message) {
        return tree(message).toString();
    }

    static JsonObject tree(Message message) {
        return GSON.toJsonTree(of(message)).getAsJsonObject();
    }

    /** The message as text alone, for when blocks are refused. */
    static String plain(Message message) {
        return plainTree(message).toString();
    }

    static JsonObject plainTree(Message message) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("", message.title()));
        lines.addAll(message.lines());
        lines.addAll(message.alerts());
        message.links().forEach(link -> lines.add(new Line(link.name(), link.url())));
        lines.add(new Line("", message.note()));
        lines.removeIf(line -> line.toString().isBlank());
        JsonObject payload = new JsonObject();
        payload.addProperty("text", SlackText.escape(lines, PLAIN, message.cutOff()));
        payload.addProperty("mrkdwn", false);
        payload.addProperty("unfurl_links", false);
        payload.addProperty("unfurl_media", false);
        return payload;
    }

    /** Facts in their order; short ones that follow each other stand in two columns. */
    private static List<LayoutBlock> facts(List<Line> lines, String cutOff) {
        List<LayoutBlock> blocks = new ArrayList<>();
        int length = lines.stream().mapToInt(line -> line.toString().length()).sum();
        if (lines.size() > MOST_LAID_OUT || length > SlackText.SECTION / 2) {
            blocks.add(section(lines, cutOff));
            return blocks;
        }
        for (int start = 0; start < lines.size(); ) {
            int fields = countOfFields(lines, start);
            int end = start + Math.max(1, fields);
            while (fields == 0 && end < lines.size() && countOfFields(lines, end) == 0) {
                end++;
            }
            List<Line> run = lines.subList(start, end);
            blocks.add(fields == 0 ? section(run, cutOff) : columns(run, cutOff));
            start = end;
        }
        return blocks;
    }

    /** How many facts from there on make columns: none if there is but one that could. */
    private static int countOfFields(List<Line> lines, int start) {
        int end = start;
        while (end < lines.size() && end - start < MOST_FIELDS && isShort(lines.get(end))) {
            end++;
        }
        return end - start < 2 ? 0 : end - start;
    }

    private static boolean isShort(Line line) {
        String text = line.toString();
        return !line.label().isBlank()
                && !line.value().isBlank()
                && text.length() <= LONGEST_FIELD
                && text.indexOf('\n') < 0;
    }

    private static LayoutBlock columns(List<Line> lines, String cutOff) {
        return SectionBlock.builder()
                .fields(lines.stream()
                        .<TextObject>map(line -> plain(SlackText.escape(line.toString(), SlackText.SECTION, cutOff)))
                        .toList())
                .build();
    }

    private static LayoutBlock header(String title) {
        return HeaderBlock.builder()
                .text(plain(SlackText.escape(title.replace('\n', ' '), HEADER, SlackText.ELLIPSIS)))
                .build();
    }

    private static LayoutBlock section(List<Line> lines, String cutOff) {
        return SectionBlock.builder()
                .text(plain(SlackText.escape(lines, SlackText.SECTION, cutOff)))
                .build();
    }

    private static LayoutBlock smallPrint(Message message) {
        return ContextBlock.builder()
                .elements(List.of(plain(SlackText.escape(message.note(), CONTEXT, message.cutOff()))))
                .build();
    }

    private static LayoutBlock buttons(List<Link> links) {
        List<BlockElement> buttons = new ArrayList<>();
        for (Link link : links) {
            buttons.add(ButtonElement.builder()
                    .actionId("link-" + buttons.size())
                    .text(plain(SlackText.escape(link.name(), BUTTON, SlackText.ELLIPSIS)))
                    .url(link.url())
                    .build());
        }
        return ActionsBlock.builder().elements(buttons).build();
    }

    /** Slack refuses a text without anything to see. */
    private static PlainTextObject plain(String text) {
        return PlainTextObject.builder()
                .text(text.isBlank() ? SlackText.ELLIPSIS : text)
                .emoji(false)
                .build();
    }

    static String colour(Message.Tone tone) {
        return switch (tone) {
            case INFO -> "#2f80ed";
            case WARNING -> "#f2a900";
            case CRITICAL -> "#d92d20";
            case RECOVERED -> "#2eb67d";
            case ENDED -> "#8a8f98";
        };
    }
}

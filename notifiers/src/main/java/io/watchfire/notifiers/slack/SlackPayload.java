package io.watchfire.notifiers.slack;

import com.slack.api.model.Attachment;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.webhook.Payload;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.message.Message.Link;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in Slack's terms: the title as a header, and beside a bar in the colour of the level the facts, the list of
 * alerts, and a button for each link. The text, which notifications show in place of all that, is the message's preview.
 *
 * <p>All texts are plain text, in which asterisks, tildes and colons mean nothing.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Slack, Blocks</a>, for the limits
 */
final class SlackPayload {
    private static final int HEADER = 150;
    private static final int BUTTON = 75;
    private static final int MOST_BUTTONS = 25;

    private SlackPayload() {}

    static Payload of(Message message) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section(message.lines(), message.cutOff()));
        if (!message.alerts().isEmpty()) {
            blocks.add(section(message.alerts(), message.cutOff()));
        }
        if (!message.links().isEmpty()) {
            blocks.add(buttons(message.links()));
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
                .elements(List.of(plain(SlackText.escape(message.note(), SlackText.SECTION, message.cutOff()))))
                .build();
    }

    private static LayoutBlock buttons(List<Link> links) {
        List<BlockElement> buttons = new ArrayList<>();
        for (Link link : links.subList(0, Math.min(MOST_BUTTONS, links.size()))) {
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

    private static String colour(Message.Tone tone) {
        return switch (tone) {
            case INFO -> "#2f80ed";
            case WARNING -> "#f2a900";
            case CRITICAL -> "#d92d20";
            case RECOVERED -> "#2eb67d";
            case ENDED -> "#8a8f98";
        };
    }
}

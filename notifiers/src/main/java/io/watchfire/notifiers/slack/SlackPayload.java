package io.watchfire.notifiers.slack;

import com.slack.api.model.Attachment;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.webhook.Payload;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.message.Message;
import java.util.List;

/**
 * A message in Slack's terms. What is to be seen first stands in the text (shown in notifications) and as a section;
 * the rest stands beside a coloured bar: for a firing the lines and below them the title, otherwise the title first.
 *
 * <p>Sections are plain text, in which asterisks, tildes and colons mean nothing.
 */
final class SlackPayload {
    private SlackPayload() {}

    static Payload of(Message message) {
        String title = SlackText.escape(message.title(), SlackText.SECTION);
        String body = SlackText.escapeBody(message, SlackText.SECTION);
        boolean bodyFirst = message.status() == Notice.Status.FIRING;
        String first = bodyFirst ? body : title;
        String rest = bodyFirst ? title : body;
        return Payload.builder()
                .text(first)
                .blocks(List.of(section(first)))
                .attachments(List.of(Attachment.builder()
                        .color(colour(message.tone()))
                        .fallback(rest)
                        .blocks(List.of(section(rest)))
                        .build()))
                .unfurlLinks(false)
                .unfurlMedia(false)
                .build();
    }

    private static LayoutBlock section(String text) {
        return SectionBlock.builder()
                .text(PlainTextObject.builder().text(text).emoji(false).build())
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

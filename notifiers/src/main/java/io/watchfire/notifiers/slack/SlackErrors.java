package io.watchfire.notifiers.slack;

import io.watchfire.notifiers.receiver.Secret;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Slack's words for what went wrong.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">Slack, chat.postMessage</a>
 */
final class SlackErrors {
    /** Such as {@code invalid_payload}; anything else might quote a URL or a token. */
    private static final Pattern WORD = Pattern.compile("[a-z]+(_[a-z]+){0,6}");

    private static final int LONGEST_WORD = 50;

    /** It is Slack's fault, or will pass. */
    private static final Set<String> PASSING = Set.of(
            "ratelimited",
            "rate_limited",
            "message_limit_exceeded",
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org",
            "org_login_required");

    /** The message is not as Slack wants it; as plain text it may do. */
    private static final Set<String> OF_FORM = Set.of(
            "invalid_blocks",
            "invalid_blocks_format",
            "invalid_attachments",
            "attachment_payload_limit_exceeded",
            "msg_blocks_too_long",
            "msg_too_long",
            "too_many_attachments",
            "no_text");

    /** The first message of a thread is gone, or cannot be changed any more. */
    private static final Set<String> OF_THREAD = Set.of(
            "message_not_found",
            "thread_not_found",
            "cannot_reply_to_message",
            "invalid_thread_ts",
            "cant_update_message",
            "edit_window_closed",
            "channel_not_found",
            "is_archived");

    private SlackErrors() {}

    static boolean isPassing(String word) {
        return PASSING.contains(word);
    }

    static boolean isOfForm(String word) {
        return OF_FORM.contains(word);
    }

    static boolean isOfThread(String word) {
        return OF_THREAD.contains(word);
    }

    /** {@code  (invalid_payload)}, or nothing if the answer is no such word. */
    static String shown(String answer, Secret secret) {
        String word = answer.strip();
        boolean show = word.length() <= LONGEST_WORD
                && WORD.matcher(word).matches()
                && !secret.reveal().contains(word);
        return show ? " (" + word + ")" : "";
    }
}

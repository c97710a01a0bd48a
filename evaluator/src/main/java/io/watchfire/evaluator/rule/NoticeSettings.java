package io.watchfire.evaluator.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says about its notices. The evaluator carries it and does not look at it.
 *
 * @param receiverTags whom to tell; empty: whoever takes untagged notices
 * @param notifyResolved whether the end of an alert is told
 * @param templates in which words
 * @param pauseMillis after a notice of an alert, none for so long; 0: no pause
 * @param flap when an alert counts as flapping, or null
 * @param shadow whether nobody is told: the rule is tried out
 */
public record NoticeSettings(
        List<String> receiverTags,
        boolean notifyResolved,
        MessageTemplates templates,
        long pauseMillis,
        @Nullable Flap flap,
        boolean shadow) {
    public NoticeSettings {
        receiverTags = List.copyOf(receiverTags);
    }

    /** More than {@code changes} changes within {@code withinMillis} is flapping. */
    public record Flap(int changes, long withinMillis) {}
}

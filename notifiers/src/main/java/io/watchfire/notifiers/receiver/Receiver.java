package io.watchfire.notifiers.receiver;

import io.watchfire.evaluator.rule.Level;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Someone who can be told of alerts. Immutable, thread-safe.
 *
 * @param name unique among the receivers of a set
 * @param type how it is told: {@code slack}, {@code webhook}, {@code email}, {@code console}, or a type of the
 *     application's own, which begins with {@code x-}
 * @param tags it gets the notices of rules that have one of these among their receiver tags
 * @param untagged whether it takes the notices of rules without receiver tags
 * @param minLevel it is told of this level and above; null: of all
 * @param language in which it is told: {@code en} or {@code ko}
 * @param zone in which times are shown to it
 * @param webhookUrl where its messages are posted; null for types that post nowhere
 * @param words in which words it is told
 * @param policy what it says of its notices
 * @param settings what else its type needs
 */
public record Receiver(
        String name,
        String type,
        List<String> tags,
        boolean untagged,
        @Nullable Level minLevel,
        String language,
        ZoneId zone,
        @Nullable Secret webhookUrl,
        ReceiverWords words,
        Policy policy,
        ReceiverSettings settings) {
    public Receiver {
        tags = List.copyOf(tags);
    }

    /** A receiver that is told in the words of its language, and says nothing of its notices. */
    public Receiver(
            String name,
            String type,
            List<String> tags,
            boolean untagged,
            @Nullable Level minLevel,
            String language,
            ZoneId zone,
            @Nullable Secret webhookUrl) {
        this(
                name,
                type,
                tags,
                untagged,
                minLevel,
                language,
                zone,
                webhookUrl,
                ReceiverWords.of(language),
                Policy.NONE,
                ReceiverSettings.NONE);
    }

    /** The same receiver, told in other words. */
    public Receiver with(ReceiverWords other) {
        return new Receiver(name, type, tags, untagged, minLevel, language, zone, webhookUrl, other, policy, settings);
    }

    /** The same receiver, with other settings. */
    public Receiver with(ReceiverSettings other) {
        return new Receiver(name, type, tags, untagged, minLevel, language, zone, webhookUrl, words, policy, other);
    }

    /** The same receiver, with another policy. */
    public Receiver with(Policy other) {
        return new Receiver(name, type, tags, untagged, minLevel, language, zone, webhookUrl, words, other, settings);
    }

    /** Whether it is told of alerts of that level. */
    public boolean hears(Level level) {
        return minLevel == null || level.compareTo(minLevel) >= 0;
    }
}

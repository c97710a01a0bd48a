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
 * @param rateLimit how fast messages may go to it; null: as fast as it takes them
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
        ReceiverSettings settings,
        @Nullable RateLimit rateLimit) {
    public Receiver {
        tags = List.copyOf(tags);
    }

    /** A receiver that is told in the words of its language, as fast as its type takes it, and says nothing of its notices. */
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
                ReceiverSettings.NONE,
                RateLimit.ofType(type));
    }

    /** The same receiver, told in other words. */
    public Receiver with(ReceiverWords other) {
        return with(other, policy, settings, rateLimit);
    }

    /** The same receiver, with other settings. */
    public Receiver with(ReceiverSettings other) {
        return with(words, policy, other, rateLimit);
    }

    /** The same receiver, with another policy. */
    public Receiver with(Policy other) {
        return with(words, other, settings, rateLimit);
    }

    /** The same receiver, with another rate limit. */
    public Receiver with(@Nullable RateLimit other) {
        return with(words, policy, settings, other);
    }

    private Receiver with(
            ReceiverWords itsWords, Policy itsPolicy, ReceiverSettings itsSettings, @Nullable RateLimit itsRate) {
        return new Receiver(
                name,
                type,
                tags,
                untagged,
                minLevel,
                language,
                zone,
                webhookUrl,
                itsWords,
                itsPolicy,
                itsSettings,
                itsRate);
    }

    /** Whether it is told of alerts of that level. */
    public boolean hears(Level level) {
        return minLevel == null || level.compareTo(minLevel) >= 0;
    }
}

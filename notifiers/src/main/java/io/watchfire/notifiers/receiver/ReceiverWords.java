package io.watchfire.notifiers.receiver;

import io.watchfire.evaluator.template.MessageTemplate;
import io.watchfire.notifiers.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * In which words a receiver is told. Immutable.
 *
 * @param title template of the title of its messages; null: level and title of the rule
 * @param body template of all below it; null: the facts, a line each
 */
public record ReceiverWords(
        Words words,
        @Nullable MessageTemplate title,
        @Nullable MessageTemplate body) {
    /** The words of a language, {@code en} or {@code ko}, and no templates. */
    public static ReceiverWords of(String language) {
        return new ReceiverWords(Words.of(language), null, null);
    }
}

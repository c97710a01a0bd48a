package io.watchfire.notifiers.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One piece of the state, or that it is gone. Immutable by agreement: nobody changes the bytes.
 *
 * @param key tells it from others of its kind; any text, Korean and emoji included
 * @param value null: there is no such row any more
 */
public record Row(Kind kind, String key, byte @Nullable [] value) {

    /** What a row is about. The names are part of the stored form; more may come in later versions. */
    public enum Kind {
        /** What belongs to the whole, such as how far orders were obeyed. */
        META,
        /** How a rule stood when alerts of it were stored. */
        RULE,
        /** One alert as the engine knows it. */
        ALERT,
        /** One alert as receivers know it. */
        INCIDENT,
        /** When a group of alerts was told last. */
        GROUP,
        /** What went to one receiver lately. */
        GUARD,
        /** Why receivers were told of an alert that is over, or were not. */
        PAST,
        /** When a receiver is told next that somebody watches. */
        HEARTBEAT,
        /** A silence. */
        SILENCE,
        /** A message that is owed. */
        DELIVERY,
        /** A message that was given up. */
        DEAD_LETTER,
        /** What a receiver calls the message about an alert. */
        REFERENCE,
        /** An alert of whose beginning a receiver did not hear. */
        UNHEARD,
        /** Series and windows, as of a while ago. */
        SNAPSHOT;

        private final String text = name().toLowerCase(Locale.ROOT);

        /** The name in stores: {@code dead_letter}. */
        public String text() {
            return text;
        }
    }

    /** A row that is there from now on, in the place of another of its kind and key. */
    public static Row put(Kind kind, String key, byte[] value) {
        return new Row(kind, key, value);
    }

    /** A row that is not there any more; nothing happens if there was none. */
    public static Row delete(Kind kind, String key) {
        return new Row(kind, key, null);
    }
}

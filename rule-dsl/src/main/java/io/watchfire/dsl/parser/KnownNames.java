package io.watchfire.dsl.parser;

import org.jspecify.annotations.Nullable;

/** Names that were read lately. The rules of a category speak of the same few fields: their trees share the strings. */
final class KnownNames {
    private static final @Nullable String[] KNOWN = new @Nullable String[1024];

    /** No field is called longer than that, so all of them together stay small. */
    private static final int LONGEST = 128;

    private KnownNames() {}

    /** The name, or an equal one that is known. Two threads may get different ones: they are equal. */
    static String of(String name) {
        if (name.length() > LONGEST) {
            return name;
        }
        int place = name.hashCode() & (KNOWN.length - 1);
        String known = KNOWN[place];
        if (known != null && known.equals(name)) {
            return known;
        }
        KNOWN[place] = name;
        return name;
    }
}

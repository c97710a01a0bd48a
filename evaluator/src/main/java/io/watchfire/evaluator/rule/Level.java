package io.watchfire.evaluator.rule;

import java.util.Locale;
import java.util.Optional;

/** How bad it is, mildest first: {@code info < warning < critical}. */
public enum Level {
    INFO,
    WARNING,
    CRITICAL;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The name in files and on transition lines: {@code warning}. */
    public String text() {
        return text;
    }

    /** The level of that name in a file, if there is one; case counts. */
    public static Optional<Level> ofText(String text) {
        for (Level level : values()) {
            if (level.text().equals(text)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}

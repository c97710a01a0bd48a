package io.watchfire.dsl.operation;

import com.google.re2j.Pattern;

/** A regular expression in RE2 syntax. */
public final class Regex implements TextPattern {
    private final Pattern pattern;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
    }

    public static Regex of(String source) {
        return new Regex(Pattern.compile(source));
    }

    @Override
    public boolean matches(String text) {
        return pattern.matches(text);
    }
}

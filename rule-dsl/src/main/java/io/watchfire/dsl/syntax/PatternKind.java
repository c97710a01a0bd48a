package io.watchfire.dsl.syntax;

/** The two kinds of pattern; each has to fit the whole value. */
public enum PatternKind {
    /** A glob: {@code *} any run, {@code ?} one character, {@code \} takes the next as it is. */
    LIKE("like"),
    /** A regular expression in RE2 syntax. */
    MATCHES("matches");

    private final String word;

    PatternKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}

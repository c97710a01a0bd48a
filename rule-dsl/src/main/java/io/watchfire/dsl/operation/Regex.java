package io.watchfire.dsl.operation;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in RE2 syntax, matched in linear time: by an automaton for texts of ASCII, if the pattern is of the usual kind; else
 * by RE2/J, whose answers are remembered for some texts.
 */
public final class Regex implements TextPattern {
    private static final int REMEMBERED = 64;
    private static final int LONGEST = 256;

    private final String source;

    /** Made when first used; two threads may make two, which are alike and immutable. */
    private @Nullable Machines machines;

    private record Machines(@Nullable Automaton automaton, Pattern pattern, @Nullable Answer[] answers) {}

    /** One answer that was given; of two texts that fall on one place the later stays. */
    private record Answer(String text, boolean matches) {}

    private Regex(String source) {
        this.source = source;
    }

    /** @param source a pattern that RE2/J accepts */
    public static Regex of(String source) {
        return new Regex(source);
    }

    private Machines machines() {
        Machines made = machines;
        if (made == null) {
            made = new Machines(Automaton.of(source), Pattern.compile(source), new @Nullable Answer[REMEMBERED]);
            machines = made;
        }
        return made;
    }

    @Override
    public boolean matches(String text) {
        Machines by = machines();
        int answer = by.automaton == null ? Automaton.OTHER : by.automaton.matches(text);
        return answer == Automaton.OTHER ? remembered(by, text) : answer == 1;
    }

    private static boolean remembered(Machines by, String text) {
        if (text.length() > LONGEST) {
            return by.pattern.matches(text);
        }
        int place = text.hashCode() & (REMEMBERED - 1);
        Answer before = by.answers[place];
        if (before != null && before.text.equals(text)) {
            return before.matches;
        }
        Answer now = new Answer(text, by.pattern.matches(text));
        by.answers[place] = now;
        return now.matches;
    }
}

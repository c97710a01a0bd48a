package io.watchfire.dsl.operation;

import java.util.BitSet;

/**
 * Reads the part of RE2's syntax that {@link Automaton} runs: literals, classes, {@code .}, groups, alternatives and repetitions. A whole value
 * fits or not, so it does not matter which repetitions are reluctant. Meant for patterns that RE2 accepts.
 */
final class RegexReader {
    /** Of anything else RE2/J takes care. */
    static final class Unsupported extends RuntimeException {
        Unsupported() {
            super(null, null, false, false);
        }
    }

    private static final int ASCII = 128;
    private static final int DEEPEST = 50;
    private static final int MOST_REPEATS = 50;

    private final String pattern;
    private final Nfa nfa = new Nfa();
    private int at;
    private int depth;

    private RegexReader(String pattern) {
        this.pattern = pattern;
    }

    /** @throws Unsupported if the pattern has other parts, or is large */
    static Nfa read(String pattern) {
        RegexReader reader = new RegexReader(pattern);
        int end = reader.alternatives(Nfa.START);
        if (reader.at < pattern.length()) {
            throw new Unsupported();
        }
        reader.nfa.accept(end);
        return reader.nfa;
    }

    private boolean sees(char c) {
        return at < pattern.length() && pattern.charAt(at) == c;
    }

    /** Adds what stands here behind a state; gives the state behind it. */
    private int alternatives(int from) {
        if (++depth > DEEPEST) {
            throw new Unsupported();
        }
        int end = nfa.state();
        while (true) {
            nfa.empty(sequence(from), end);
            if (!sees('|')) {
                depth--;
                return end;
            }
            at++;
        }
    }

    private int sequence(int from) {
        int state = nfa.state();
        nfa.empty(from, state);
        // The whole value has to fit anyway, so at the ends of it the signs for them say nothing.
        at += depth == 1 && sees('^') ? 1 : 0;
        while (at < pattern.length() && !sees('|') && !sees(')')) {
            if (depth == 1 && sees('$') && (at + 1 == pattern.length() || pattern.charAt(at + 1) == '|')) {
                at++;
            } else {
                state = repeated(state);
            }
        }
        return state;
    }

    private int repeated(int from) {
        int start = at;
        int end = atom(from);
        if (at == pattern.length() || "*+?{".indexOf(pattern.charAt(at)) < 0) {
            return end;
        }
        int least = 0;
        int most = -1;
        switch (pattern.charAt(at++)) {
            case '*' -> {}
            case '+' -> least = 1;
            case '?' -> most = 1;
            default -> {
                int close = pattern.indexOf('}', at);
                String[] bounds =
                        close < 0 ? new String[0] : pattern.substring(at, close).split(",", -1);
                if (bounds.length == 0 || bounds.length > 2) {
                    throw new Unsupported();
                }
                least = bound(bounds[0]);
                most = bounds.length == 1 ? least : bounds[1].isEmpty() ? -1 : bound(bounds[1]);
                at = close + 1;
            }
        }
        at += sees('?') ? 1 : 0;
        if (at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0) {
            throw new Unsupported();
        }
        int behind = at;
        int state = repeat(start, from, least, most);
        at = behind;
        return state;
    }

    private static int bound(String digits) {
        if (!digits.matches("[0-9]{1,2}") || Integer.parseInt(digits) > MOST_REPEATS) {
            throw new Unsupported();
        }
        return Integer.parseInt(digits);
    }

    /** Reads the atom that starts there once for each repetition; the reading before was only to find its end. */
    private int repeat(int start, int from, int least, int most) {
        int state = nfa.state();
        nfa.empty(from, state);
        for (int i = 0; i < least; i++) {
            at = start;
            state = atom(state);
        }
        int end = nfa.state();
        if (most < 0) {
            int loop = nfa.state();
            nfa.empty(state, loop);
            at = start;
            nfa.empty(atom(loop), loop);
            nfa.empty(loop, end);
            return end;
        }
        for (int i = least; i < most; i++) {
            nfa.empty(state, end);
            at = start;
            state = atom(state);
        }
        nfa.empty(state, end);
        return end;
    }

    private int atom(int from) {
        char c = pattern.charAt(at++);
        switch (c) {
            case '(' -> {
                if (sees('?')) {
                    if (!pattern.startsWith("?:", at)) {
                        throw new Unsupported();
                    }
                    at += 2;
                }
                int end = alternatives(from);
                if (!sees(')')) {
                    throw new Unsupported();
                }
                at++;
                return end;
            }
            case '[' -> {
                return nfa.step(from, characterClass());
            }
            case '.' -> {
                BitSet all = new BitSet();
                all.set(0, ASCII);
                all.clear('\n');
                return nfa.step(from, all);
            }
            case '\\' -> {
                return nfa.step(from, escape());
            }
            case '*', '+', '?', '{', '}', '^', '$', ']' -> throw new Unsupported();
            default -> {
                boolean pair = at < pattern.length() && Character.isSurrogatePair(c, pattern.charAt(at));
                at += pair ? 1 : 0;
                return nfa.step(from, only(c));
            }
        }
    }

    private static BitSet only(char c) {
        BitSet one = new BitSet();
        if (c < ASCII) {
            one.set(c);
        }
        return one;
    }

    private BitSet escape() {
        if (at == pattern.length()) {
            throw new Unsupported();
        }
        char c = pattern.charAt(at++);
        BitSet set = new BitSet();
        switch (c) {
            case 'd', 'D' -> set.set('0', '9' + 1);
            case 'w', 'W' -> {
                set.set('0', '9' + 1);
                set.set('a', 'z' + 1);
                set.set('A', 'Z' + 1);
                set.set('_');
            }
            case 's', 'S' -> "\t\n\f\r ".chars().forEach(set::set);
            case 't' -> set.set('\t');
            case 'n' -> set.set('\n');
            case 'r' -> set.set('\r');
            case 'f' -> set.set('\f');
            default -> {
                if (c >= ASCII || Character.isLetterOrDigit(c)) {
                    throw new Unsupported();
                }
                set.set(c);
            }
        }
        if (c == 'D' || c == 'W' || c == 'S') {
            set.flip(0, ASCII);
        }
        return set;
    }

    private BitSet characterClass() {
        boolean negated = sees('^');
        at += negated ? 1 : 0;
        BitSet set = new BitSet();
        boolean first = true;
        while (first || !sees(']')) {
            first = false;
            if (at == pattern.length() || pattern.startsWith("[:", at)) {
                throw new Unsupported();
            }
            char low = pattern.charAt(at++);
            BitSet one = low == '\\' ? escape() : only(low);
            if (sees('-') && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']') {
                at++;
                char high = pattern.charAt(at++);
                if (low == '\\' || high == '\\' || high < low || Character.isSurrogate(high)) {
                    throw new Unsupported();
                }
                one.set(Math.min(low, ASCII), Math.min(high + 1, ASCII));
            }
            set.or(one);
        }
        at++;
        if (negated) {
            set.flip(0, ASCII);
        }
        return set;
    }
}

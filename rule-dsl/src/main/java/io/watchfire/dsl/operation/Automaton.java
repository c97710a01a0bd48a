package io.watchfire.dsl.operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A deterministic automaton for texts of ASCII: one look at a table for each character. Immutable. */
final class Automaton {
    /** Answer for a text that is not ASCII. */
    static final int OTHER = -1;

    private static final int ASCII = 128;
    private static final int MOST = 128;

    /** The state from which nothing is accepted any more. */
    private static final int DEAD = 0;

    private static final int FIRST = 1;

    private final byte[] classes;
    /** Where the row of the next state begins, by the row of the state and the class of the character. */
    private final int[] rows;

    private final boolean[] accepting;
    private final int width;

    private Automaton(byte[] classes, int width, int[] rows, boolean[] accepting) {
        this.classes = classes;
        this.width = width;
        this.rows = rows;
        this.accepting = accepting;
    }

    /** The automaton of a pattern that RE2 accepts; null if it has parts that none runs, or too many states. */
    static @Nullable Automaton of(String pattern) {
        try {
            return of(RegexReader.read(pattern));
        } catch (RegexReader.Unsupported e) {
            return null;
        }
    }

    private static @Nullable Automaton of(Nfa nfa) {
        Map<List<Integer>, Integer> known = new HashMap<>();
        byte[] classes = new byte[ASCII];
        List<Integer> samples = new ArrayList<>();
        List<BitSet> sets = nfa.classes();
        for (int c = 0; c < ASCII; c++) {
            List<Integer> signature = new ArrayList<>();
            for (int i = 0; i < sets.size(); i++) {
                if (sets.get(i).get(c)) {
                    signature.add(i);
                }
            }
            Integer before = known.putIfAbsent(signature, samples.size());
            classes[c] = (byte) (before == null ? samples.size() : before);
            if (before == null) {
                samples.add(c);
            }
        }
        return determine(nfa, classes, samples);
    }

    /** Rabin and Scott's subset construction. */
    private static @Nullable Automaton determine(Nfa nfa, byte[] classes, List<Integer> samples) {
        int width = samples.size();
        List<BitSet> states = new ArrayList<>(List.of(new BitSet(), nfa.start()));
        Map<BitSet, Integer> numbers = new HashMap<>();
        numbers.put(states.get(DEAD), DEAD);
        numbers.put(states.get(FIRST), FIRST);
        int[] rows = new int[MOST * width];
        for (int state = FIRST; state < states.size(); state++) {
            for (int i = 0; i < width; i++) {
                BitSet next = nfa.next(states.get(state), samples.get(i));
                Integer number = numbers.putIfAbsent(next, states.size());
                if (number == null) {
                    number = states.size();
                    states.add(next);
                }
                if (states.size() > MOST) {
                    return null;
                }
                rows[state * width + i] = number * width;
            }
        }
        boolean[] accepting = new boolean[states.size()];
        for (int state = 0; state < accepting.length; state++) {
            accepting[state] = nfa.accepts(states.get(state));
        }
        return new Automaton(classes, width, Arrays.copyOf(rows, states.size() * width), accepting);
    }

    /** 1 if the whole text fits, 0 if not, {@link #OTHER} if that is not for this automaton to say. */
    int matches(String text) {
        int row = FIRST * width;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ASCII) {
                return OTHER;
            }
            row = rows[row + classes[c]];
            if (row == DEAD) {
                return 0;
            }
        }
        return accepting[row / width] ? 1 : 0;
    }
}

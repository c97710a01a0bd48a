package io.watchfire.dsl.operation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A nondeterministic automaton over ASCII, as K. Thompson builds it ("Regular expression search algorithm", 1968). */
final class Nfa {
    static final int START = 0;
    private static final int MOST = 2_000;

    private final List<BitSet> empties = new ArrayList<>();
    /** By which characters a state goes on to {@link #targets}; null if by none. */
    private final List<BitSet> characters = new ArrayList<>();

    private final List<Integer> targets = new ArrayList<>();
    private int accepting;

    Nfa() {
        state();
    }

    int state() {
        if (empties.size() == MOST) {
            throw new RegexReader.Unsupported();
        }
        empties.add(new BitSet());
        characters.add(new BitSet());
        targets.add(-1);
        return empties.size() - 1;
    }

    void empty(int from, int to) {
        empties.get(from).set(to);
    }

    /** A new state, reached by one of the characters. */
    int step(int from, BitSet by) {
        int source = state();
        int target = state();
        empty(from, source);
        characters.set(source, by);
        targets.set(source, target);
        return target;
    }

    void accept(int state) {
        accepting = state;
    }

    boolean accepts(BitSet states) {
        return states.get(accepting);
    }

    BitSet start() {
        BitSet states = new BitSet();
        add(START, states);
        return states;
    }

    BitSet next(BitSet states, int character) {
        BitSet next = new BitSet();
        states.stream()
                .filter(state -> characters.get(state).get(character))
                .forEach(state -> add(targets.get(state), next));
        return next;
    }

    private void add(int state, BitSet states) {
        BitSet open = new BitSet();
        open.set(state);
        while (!open.isEmpty()) {
            int each = open.nextSetBit(0);
            open.clear(each);
            states.set(each);
            open.or(empties.get(each));
            open.andNot(states);
        }
    }

    /** All sets of characters that something in the pattern tells apart. */
    List<BitSet> classes() {
        return characters.stream().filter(set -> !set.isEmpty()).distinct().toList();
    }
}

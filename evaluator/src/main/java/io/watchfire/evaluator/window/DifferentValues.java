package io.watchfire.evaluator.window;

import io.watchfire.evaluator.snapshot.SnapshotStream;
import java.util.List;
import java.util.TreeSet;

/**
 * How many different values there are: exact up to {@link #MOST}, beyond it an estimate from the smallest of their hashes, with
 * a standard error of about 3% (Bar-Yossef et al., "Counting distinct elements in a data stream", RANDOM 2002).
 */
final class DifferentValues {
    static final int MOST = 1024;

    private final TreeSet<Long> smallest = new TreeSet<>();
    private boolean overflown;

    void add(Object value) {
        addHash(hash(value));
    }

    private void addHash(long hash) {
        if (smallest.size() < MOST) {
            smallest.add(hash);
        } else if (hash < smallest.last() && smallest.add(hash)) {
            smallest.pollLast();
            overflown = true;
        } else if (hash > smallest.last()) {
            overflown = true;
        }
    }

    void addAll(DifferentValues other) {
        other.smallest.forEach(this::addHash);
        overflown |= other.overflown;
    }

    double estimate() {
        if (!overflown) {
            return smallest.size();
        }
        double part = (smallest.last() + 0x1p63) * 0x1p-64;
        return Math.rint((smallest.size() - 1) / part);
    }

    void exchange(SnapshotStream state) {
        overflown = state.flag(overflown);
        List<Long> hashes = List.copyOf(smallest);
        int count = state.number(hashes.size());
        for (int i = 0; i < count; i++) {
            smallest.add(state.number(state.isReading() ? 0L : hashes.get(i)));
        }
    }

    /** 64 bits that are the same in every JVM: FNV-1a over the characters, then the finish of SplitMix64. */
    private static long hash(Object value) {
        long hash = 0xcbf29ce484222325L;
        if (value instanceof String text) {
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            }
        } else {
            hash ^= value instanceof Double number ? Double.doubleToLongBits(number) : ((Boolean) value ? 1 : 2);
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}

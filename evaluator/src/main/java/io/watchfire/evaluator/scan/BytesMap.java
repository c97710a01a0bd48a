package io.watchfire.evaluator.scan;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to stretches of bytes. Found by hash, and equal byte by byte. Keeps all that it is given, or, with a bound, forgets: a
 * text that is looked for is never further than a few places from where its hash says, whoever has chosen it. Not thread-safe.
 */
final class BytesMap<V> {
    private static final int MOST_STEPS = 16;

    /** So much all keys may take, where it may forget. */
    private static final long MOST_BYTES = 128L << 20;

    /** For each of its keys, where it may forget. */
    private static final int MOST_PLACES = 8;

    private final int bound;
    private byte[][] keys = new byte[16][];
    private long[] hashes = new long[16];
    private @Nullable Object[] values = new @Nullable Object[16];
    private int size;

    /** Of all keys. */
    private long bytes;

    private BytesMap(int bound) {
        this.bound = bound;
    }

    static <V> BytesMap<V> keepingAll() {
        return new BytesMap<>(Integer.MAX_VALUE);
    }

    /** @param bound how many it keeps at most: at the bound, or when they take too much memory, it forgets all of them */
    static <V> BytesMap<V> forgetting(int bound) {
        return new BytesMap<>(bound);
    }

    private boolean mayForget() {
        return bound < Integer.MAX_VALUE;
    }

    @Nullable
    V get(byte[] bytes, int from, int to, long hash) {
        int mask = keys.length - 1;
        int place = (int) hash & mask;
        for (int step = 0; step < MOST_STEPS; step++) {
            byte[] key = keys[place];
            if (key == null) {
                return null;
            }
            if (hashes[place] == hash && Arrays.equals(key, 0, key.length, bytes, from, to)) {
                return valueAt(place);
            }
            place = (place + 1) & mask;
        }
        return null;
    }

    @SuppressWarnings("unchecked") // Only put(..) sets values.
    private V valueAt(int place) {
        return (V) values[place];
    }

    /** Puts what is not there yet. */
    void put(byte[] key, long hash, V value) {
        if (size >= bound || (mayForget() && bytes > MOST_BYTES)) {
            clear();
        }
        if (2 * size >= keys.length) {
            grow();
        }
        while (!tryPut(key, hash, value)) {
            if (!mayForget() || keys.length < MOST_PLACES * size) {
                grow();
            } else {
                set((int) hash & (keys.length - 1), key, hash, value); // Too many are alike: one of them is forgotten.
                return;
            }
        }
    }

    private boolean tryPut(byte[] key, long hash, Object value) {
        int mask = keys.length - 1;
        int place = (int) hash & mask;
        for (int step = 0; step < MOST_STEPS; step++) {
            if (keys[place] == null) {
                set(place, key, hash, value);
                size++;
                return true;
            }
            place = (place + 1) & mask;
        }
        return false;
    }

    private void set(int place, byte[] key, long hash, Object value) {
        bytes += key.length - (keys[place] == null ? 0 : keys[place].length);
        keys[place] = key;
        hashes[place] = hash;
        values[place] = value;
    }

    private void grow() {
        byte[][] oldKeys = keys;
        long[] oldHashes = hashes;
        @Nullable Object[] oldValues = values;
        int capacity = 2 * oldKeys.length;
        boolean fits;
        do {
            keys = new byte[capacity][];
            hashes = new long[capacity];
            values = new @Nullable Object[capacity];
            size = 0;
            bytes = 0;
            fits = true;
            for (int i = 0; i < oldKeys.length && fits; i++) {
                Object value = oldValues[i];
                fits = value == null || tryPut(oldKeys[i], oldHashes[i], value) || mayForget();
            }
            capacity *= 2;
        } while (!fits);
    }

    @SuppressWarnings("unchecked") // Only put(..) sets values.
    void forEach(Consumer<V> each) {
        for (Object value : values) {
            if (value != null) {
                each.accept((V) value);
            }
        }
    }

    void clear() {
        Arrays.fill(keys, null);
        Arrays.fill(values, null);
        size = 0;
        bytes = 0;
    }
}

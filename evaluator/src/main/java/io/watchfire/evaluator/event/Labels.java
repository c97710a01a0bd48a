package io.watchfire.evaluator.event;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A set of labels, sorted by name: the identity of an alert within its rule.
 *
 * <p>Two are equal if and only if every name and value is equal, character by character; the hash is only a short cut.
 * Ordered by the names and values in turn. Immutable.
 */
public final class Labels implements Comparable<Labels> {
    public static final Labels NONE = new Labels(new String[0]);

    /** Name, value, name, value, .., sorted by name. */
    private final String[] pairs;

    private final int hash;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    public static Labels of(Map<String, String> labels) {
        if (labels.isEmpty()) {
            return NONE;
        }
        String[] names = labels.keySet().toArray(String[]::new);
        Arrays.sort(names);
        String[] pairs = new String[names.length * 2];
        for (int i = 0; i < names.length; i++) {
            pairs[2 * i] = names[i];
            pairs[2 * i + 1] = labels.get(names[i]);
        }
        return new Labels(pairs);
    }

    /** The labels as an unmodifiable map whose iteration is sorted by name. */
    public Map<String, String> asMap() {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    /** How many there are. */
    public int size() {
        return pairs.length / 2;
    }

    /** Tells each name and value, in order of the names. */
    public void forEach(BiConsumer<String, String> label) {
        for (int i = 0; i < pairs.length; i += 2) {
            label.accept(pairs[i], pairs[i + 1]);
        }
    }

    /** Those of the labels that have one of these names, which are sorted. */
    public Labels only(List<String> names) {
        List<String> kept = new ArrayList<>(names.size() * 2);
        for (int i = 0; i < pairs.length; i += 2) {
            if (names.contains(pairs[i])) {
                kept.add(pairs[i]);
                kept.add(pairs[i + 1]);
            }
        }
        return kept.size() == pairs.length ? this : kept.isEmpty() ? NONE : new Labels(kept.toArray(String[]::new));
    }

    /** The hash of {@link #only} these names, without making it; the same in every JVM. */
    public int hashOf(List<String> names) {
        int result = 1;
        for (int i = 0; i < pairs.length; i += 2) {
            if (names.contains(pairs[i])) {
                result = 31 * (31 * result + pairs[i].hashCode()) + pairs[i + 1].hashCode();
            }
        }
        return result;
    }

    /** These labels and the others; where both have a name, the other's value. */
    public Labels with(Map<String, String> others) {
        if (others.isEmpty()) {
            return this;
        }
        Map<String, String> all = new TreeMap<>(asMap());
        all.putAll(others);
        return of(all);
    }

    /** 32 bits of FNV-1a over names and values, each closed by a zero byte: the same in every JVM. For people only. */
    public int stableHash() {
        int result = 0x811c9dc5;
        for (String part : pairs) {
            for (int i = 0; i < part.length(); i++) {
                char c = part.charAt(i);
                result = (result ^ (c & 0xff)) * 0x01000193;
                result = (result ^ (c >>> 8)) * 0x01000193;
            }
            result *= 0x01000193;
        }
        return result;
    }

    @Override
    public int compareTo(Labels other) {
        return Arrays.compare(pairs, other.pairs);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Labels other && hash == other.hash && Arrays.equals(pairs, other.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("{");
        for (Map.Entry<String, String> label : asMap().entrySet()) {
            out.append(out.length() == 1 ? "" : ", ").append(new AbstractMap.SimpleEntry<>(label));
        }
        return out.append('}').toString();
    }
}

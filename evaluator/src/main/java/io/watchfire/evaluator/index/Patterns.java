package io.watchfire.evaluator.index;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.watchfire.dsl.operation.Glob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the globs that a text fits. A glob that begins with letters is looked for by them, one that ends with some by these; only
 * what does neither is tried on each text. What a text fits is remembered.
 */
final class Patterns {
    private final Map<Glob, Branch> branches;
    private final Affixes prefixes = new Affixes(true);
    private final Affixes suffixes = new Affixes(false);
    private final List<Entry> others = new ArrayList<>();
    private final Cache<String, Branch[]> remembered;

    private record Entry(Glob glob, Branch branch) {}

    /** Globs by their first letters, or by their last ones; each length is looked up. */
    private static final class Affixes {
        private final boolean atStart;
        private final Map<String, List<Entry>> entries = new HashMap<>();
        private final SortedSet<Integer> lengths = new TreeSet<>();

        Affixes(boolean atStart) {
            this.atStart = atStart;
        }

        void add(String affix, Entry entry) {
            entries.computeIfAbsent(affix, unused -> new ArrayList<>(1)).add(entry);
            lengths.add(affix.length());
        }

        void find(String text, List<Branch> out) {
            for (int length : lengths) {
                if (length > text.length()) {
                    return;
                }
                String affix = atStart ? text.substring(0, length) : text.substring(text.length() - length);
                Patterns.find(entries.getOrDefault(affix, List.of()), text, out);
            }
        }
    }

    /** @param remembered of how many texts what they fit is remembered */
    Patterns(Map<Glob, Branch> branches, int remembered) {
        this.branches = branches;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(remembered)
                .executor(Runnable::run)
                .build();
        this.branches.forEach((glob, branch) -> {
            Entry entry = new Entry(glob, branch);
            if (!glob.prefix().isEmpty()) {
                prefixes.add(glob.prefix(), entry);
            } else if (!glob.suffix().isEmpty()) {
                suffixes.add(glob.suffix(), entry);
            } else {
                others.add(entry);
            }
        });
    }

    Map<Glob, Branch> branches() {
        return branches;
    }

    /** The branches of all globs that the text fits. */
    Branch[] of(String text) {
        Branch[] known = remembered.getIfPresent(text);
        if (known == null) {
            List<Branch> found = new ArrayList<>();
            prefixes.find(text, found);
            suffixes.find(text, found);
            find(others, text, found);
            known = found.toArray(Branch[]::new);
            remembered.put(text, known);
        }
        return known;
    }

    private static void find(List<Entry> entries, String text, List<Branch> out) {
        for (Entry entry : entries) {
            if (entry.glob().matches(text)) {
                out.add(entry.branch());
            }
        }
    }

    /** The globs in order. */
    List<Glob> sorted() {
        return branches.keySet().stream()
                .sorted(Comparator.comparing(Glob::source))
                .toList();
    }
}

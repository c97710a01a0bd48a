package io.watchfire.notifiers.routing;

import java.util.Collection;
import java.util.Optional;

/** Finds what was probably meant. */
final class Spelling {
    private Spelling() {}

    /** The candidate that the fewest edits turn the text into, if few are enough; of equals, the first. */
    static Optional<String> nearest(String text, Collection<String> candidates) {
        int[] wanted = text.codePoints().toArray();
        String nearest = null;
        int best = 1 + Math.max(1, wanted.length / 3);
        for (String candidate : candidates) {
            int edits = edits(wanted, candidate.codePoints().toArray());
            if (edits < best) {
                best = edits;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment distance). */
    private static int edits(int[] a, int[] b) {
        int[][] cost = new int[a.length + 1][b.length + 1];
        for (int i = 0; i <= a.length; i++) {
            for (int j = 0; j <= b.length; j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i][j] = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                    cost[i][j] = Math.min(cost[i][j], 1 + cost[i - 2][j - 2]);
                }
            }
        }
        return cost[a.length][b.length];
    }
}

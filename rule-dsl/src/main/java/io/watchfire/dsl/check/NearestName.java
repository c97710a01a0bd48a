package io.watchfire.dsl.check;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that was probably meant. The distance is that of optimal string alignment: inserted, left out, changed
 * and swapped neighbouring characters count one each (Damerau, "A technique for computer detection and correction of
 * spelling errors", CACM 7(3), 1964). Case does not count.
 */
final class NearestName {
    private static final int LONGEST = 64;

    private NearestName() {}

    /** The first of the nearest names, if one is near: at most a third of the characters differ. */
    static Optional<String> of(String wrong, Collection<String> names) {
        int allowed = Math.max(1, wrong.length() / 3);
        String nearest = null;
        int least = allowed + 1;
        for (String name : names) {
            if (name.length() <= LONGEST
                    && wrong.length() <= LONGEST
                    && Math.abs(name.length() - wrong.length()) < least) {
                int distance = distance(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
                if (distance < least && distance < name.length()) {
                    least = distance;
                    nearest = name;
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] now = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                now[j] = Math.min(Math.min(last[j], now[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    now[j] = Math.min(now[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = now;
            now = free;
        }
        return last[b.length()];
    }
}

package io.watchfire.scenarios.run;

import io.watchfire.scenarios.file.Facts;
import java.util.Arrays;
import java.util.List;

/**
 * Gives each expectation an actual that fits it, so that as many as possible have one: a maximum matching of a bipartite
 * graph, by augmenting paths (H. W. Kuhn, "The Hungarian method for the assignment problem", 1955, in its unweighted
 * form). Of several, the earliest is taken.
 */
final class Matching {
    static final int NONE = -1;

    private final List<Facts> expected;
    private final List<Facts> actual;
    private final int[] actualOf;
    private final int[] expectedOf;

    private Matching(List<Facts> expected, List<Facts> actual) {
        this.expected = expected;
        this.actual = actual;
        this.actualOf = new int[expected.size()];
        this.expectedOf = new int[actual.size()];
        Arrays.fill(actualOf, NONE);
        Arrays.fill(expectedOf, NONE);
    }

    static Matching of(List<Facts> expected, List<Facts> actual) {
        Matching matching = new Matching(expected, actual);
        for (int i = 0; i < expected.size(); i++) {
            matching.augment(i);
        }
        return matching;
    }

    /** Index of the actual that an expectation has, or {@link #NONE}. */
    int actualOf(int expectation) {
        return actualOf[expectation];
    }

    /** Whether some expectation has that actual. */
    boolean isTaken(int actualIndex) {
        return expectedOf[actualIndex] != NONE;
    }

    /** Searches breadth first: a path may be as long as there are expectations, too long for a stack of calls. */
    private void augment(int root) {
        int[] reachedFrom = new int[actual.size()];
        Arrays.fill(reachedFrom, NONE);
        int[] queue = new int[expected.size()];
        int end = 0;
        queue[end++] = root;
        for (int head = 0; head < end; head++) {
            Facts wanted = expected.get(queue[head]);
            for (int j = 0; j < actual.size(); j++) {
                if (reachedFrom[j] != NONE || !wanted.fit(actual.get(j))) {
                    continue;
                }
                reachedFrom[j] = queue[head];
                if (expectedOf[j] == NONE) {
                    take(j, root, reachedFrom);
                    return;
                }
                queue[end++] = expectedOf[j];
            }
        }
    }

    private void take(int free, int root, int[] reachedFrom) {
        int j = free;
        while (true) {
            int i = reachedFrom[j];
            int before = actualOf[i];
            actualOf[i] = j;
            expectedOf[j] = i;
            if (i == root) {
                return;
            }
            j = before;
        }
    }
}

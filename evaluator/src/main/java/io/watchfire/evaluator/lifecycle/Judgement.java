package io.watchfire.evaluator.lifecycle;

import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.rule.Level;
import java.util.Arrays;

/**
 * What one event says about a rule: a verdict for each level. Filled anew for each event.
 *
 * <p>Levels are the ordinals of {@link Level}; -1 means none.
 */
final class Judgement {
    static final int NONE = -1;
    static final int LEVELS = Level.values().length;

    private final Truth[] levels = new Truth[LEVELS];
    private Truth condition = Truth.UNKNOWN;
    private int highest = NONE;

    private boolean byWindows;

    /** @param newByWindows whether windows alone are asked, without an event */
    void clear(boolean newByWindows) {
        byWindows = newByWindows;
        Arrays.fill(levels, Truth.FALSE);
        condition = Truth.FALSE;
        highest = NONE;
    }

    void set(int level, Truth verdict) {
        levels[level] = verdict;
        condition = condition.or(verdict);
        if (verdict == Truth.TRUE) {
            highest = Math.max(highest, level);
        }
    }

    boolean isByWindows() {
        return byWindows;
    }

    /** The verdict of one level; a level that the rule does not have is false. */
    Truth at(int level) {
        return levels[level];
    }

    /** Whether that level or a higher one holds. */
    Truth atOrAbove(int level) {
        Truth result = levels[level];
        for (int higher = level + 1; higher < LEVELS; higher++) {
            result = result.or(levels[higher]);
        }
        return result;
    }

    /** The highest level that holds in a series in which {@code before} held: what is unknown now stays as it was. */
    int holding(int before) {
        for (int level = LEVELS - 1; level >= 0; level--) {
            Truth verdict = atOrAbove(level);
            if (verdict == Truth.TRUE || (verdict == Truth.UNKNOWN && before >= level)) {
                return level;
            }
        }
        return NONE;
    }

    /** Whether any level holds. */
    Truth condition() {
        return condition;
    }

    boolean holds() {
        return condition == Truth.TRUE;
    }

    /** The highest level that holds, or {@link #NONE}. */
    int highest() {
        return highest;
    }
}

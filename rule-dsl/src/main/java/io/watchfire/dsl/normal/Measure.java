package io.watchfire.dsl.normal;

import io.watchfire.dsl.check.Type;
import io.watchfire.dsl.syntax.Unit;
import org.jspecify.annotations.Nullable;

/**
 * What an operand's number is in, and into what it is brought.
 *
 * @param plain the unit of a plain number, which takes on that of a field beside it; null if there is none
 * @param wanted the unit in which the node above reckons; null: it reckons without units
 */
record Measure(@Nullable Unit plain, @Nullable Unit wanted) {
    static final Measure NONE = new Measure(null, null);

    /**
     * For comparing: whoever measures in the finer unit mostly has whole numbers, and to divide these gives the very number that
     * was written in the coarser: 2010 ms are 2.01 s, but 2.01 s times 1000 are not quite 2010 ms.
     */
    static Measure compared(Type common) {
        return new Measure(common.unit(), common.coarsest());
    }

    /** For arithmetic: whole numbers of the finer unit give exact sums and remainders. */
    static Measure reckoned(Type common) {
        return new Measure(common.unit(), common.finest());
    }

    /** For what is to come out as people see it. */
    static Measure shown(@Nullable Unit unit) {
        return new Measure(unit, unit);
    }
}

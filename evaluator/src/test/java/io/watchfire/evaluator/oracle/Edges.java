package io.watchfire.evaluator.oracle;

import io.watchfire.dsl.Truth;

/**
 * The edges of the life cycle, each as one decision that can be taken wrongly on purpose. The marks are those of the
 * documented semantics.
 */
class Edges {
    private static final WindowEdges RIGHT_WINDOWS = new WindowEdges();

    /** Unknown is neither true nor false. */
    Truth verdict(Truth truth) {
        return truth;
    }

    /** LT1: equal is not older. */
    boolean isLate(long time, long lastOfSeries) {
        return time < lastOfSeries;
    }

    boolean lateEventsAreDropped() {
        return true;
    }

    boolean heldLongEnough(long since, long time, long forMillis) {
        return forMillis == 0 || time - since >= forMillis;
    }

    /** O4. */
    boolean forAndCountBothMet(boolean longEnough, boolean oftenEnough) {
        return longEnough && oftenEnough;
    }

    /** O1: left-open. */
    boolean isWithin(long match, long end, long within) {
        return match > end - within;
    }

    /** O3: pending until the last match has left. */
    boolean pendingLastsAsLongAsItsMatches() {
        return true;
    }

    /** N1: an event at that instant comes before what time does. */
    long silentAt(long lastKnown, long after) {
        return lastKnown + after;
    }

    /** N3: an event whose verdict is unknown is no data. */
    boolean isData(Truth verdict) {
        return verdict != Truth.UNKNOWN;
    }

    /** N4: series that are silent leave a coarser alert. */
    boolean silentSeriesLeave() {
        return true;
    }

    /** N6. */
    boolean awaitedGroupsFire() {
        return true;
    }

    /** N5. */
    boolean noDataFiresAtTheHighestLevel() {
        return true;
    }

    /** L2. */
    boolean fallsAtOnce() {
        return true;
    }

    /** L3. */
    boolean unknownHigherLevelKeeps() {
        return true;
    }

    /** H1, O5. */
    boolean recoveredLongEnough(long since, long time, long resolveAfter) {
        return resolveAfter == 0 || time - since >= resolveAfter;
    }

    boolean relapseForgetsRecovery() {
        return true;
    }

    /** H2: the condition wins. */
    boolean conditionWinsOverResolveWhen() {
        return true;
    }

    /** H3. */
    boolean neitherPutsBackToFiring() {
        return true;
    }

    boolean endForgetsHoldsAndCounts() {
        return true;
    }

    /** AT3: a hold begins inside. */
    boolean closedTimeForgetsHoldsAndCounts() {
        return true;
    }

    /** ID3: the last event of any series does not decide for all. */
    boolean otherSeriesHoldTheAlert() {
        return true;
    }

    /** O6. */
    boolean countRestartsAfterEachStatelessFiring() {
        return true;
    }

    /** N2 for a rule that is never pending. */
    boolean silenceForgetsCountsOfStatelessRules() {
        return true;
    }

    /** S0. */
    long firstSequence(long lastSequence) {
        return 1;
    }

    /** S0: a change of level does not begin a new state. */
    long sinceOfLevelChange(long since, long time) {
        return since;
    }

    /** LT4. */
    long transitionTime(long time, long lastTransition) {
        return Math.max(time, lastTransition);
    }

    WindowEdges windows() {
        return RIGHT_WINDOWS;
    }
}

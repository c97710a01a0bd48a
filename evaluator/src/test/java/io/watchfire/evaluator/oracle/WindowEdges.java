package io.watchfire.evaluator.oracle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The edges of windows over time, each as one decision that can be taken wrongly on purpose. */
class WindowEdges {
    // What is in a window.

    /** W1: {@code (start, end]}. */
    boolean isInside(long sample, long start, long end) {
        return sample > start && sample <= end;
    }

    long offset(OracleWindow window) {
        return window.offset();
    }

    boolean whereCounts() {
        return true;
    }

    /** What an event whose argument is unknown puts into a window; null for nothing. */
    @Nullable
    Object sampleOfUnknown(OracleWindow window) {
        return null;
    }

    boolean byCounts() {
        return true;
    }

    boolean targetCounts() {
        return true;
    }

    /** LT3. */
    boolean takesLate(long sample, long time, long allowedLateness) {
        return sample >= time - allowedLateness;
    }

    /** LT9: samples stand in order of their own times. */
    boolean samplesAreSorted() {
        return true;
    }

    /** The windows of an event that is behind the clock are those of the clock. */
    long windowTime(long eventTime, long time) {
        return time;
    }

    boolean eventIsJudgedWithItsOwnSample() {
        return true;
    }

    // What a window gives.

    /** W3. */
    @Nullable
    Double countOfNothing() {
        return 0.0;
    }

    /** W3. */
    @Nullable
    Double resultOfNothing(String function) {
        return null;
    }

    /** W6, W8. */
    boolean stepsBeginBeforeTheWindow() {
        return true;
    }

    /** W6: a step down is a counter that began anew. */
    double step(double from, double to) {
        return to < from ? to : to - from;
    }

    /** W7. */
    double secondsOfRate(OracleWindow window) {
        return window.over() / 1000.0;
    }

    /** W9. */
    double quantile(List<Double> sorted, double q) {
        double rank = q * (sorted.size() - 1);
        int low = (int) rank;
        int high = Math.min(low + 1, sorted.size() - 1);
        return sorted.get(low) + (sorted.get(high) - sorted.get(low)) * (rank - low);
    }

    /** W9. */
    double divisorOfVariance(int samples) {
        return samples;
    }

    // When windows alone are judged.

    boolean judgesWhenSamplesLeave() {
        return true;
    }

    boolean judgesWhenSamplesEnterByTime() {
        return true;
    }

    /** W2. */
    long leavesAt(long sample, OracleWindow window) {
        return sample + offset(window) + window.over();
    }

    boolean judgesForEventsOfOtherGroups() {
        return true;
    }

    boolean judgesForLateSamples() {
        return true;
    }

    /** LT4. */
    long timeOfJudgement(long eventTime, long time) {
        return eventTime;
    }

    boolean judgesWhenActiveTimeBegins() {
        return true;
    }

    boolean judgesStatelessRules() {
        return false;
    }

    // What such a judgement does.

    /** W5. */
    boolean plainNamesAreUnknown() {
        return true;
    }

    boolean questionsForNamesMakeUnknown() {
        return true;
    }

    boolean isMatch() {
        return false;
    }

    boolean isData() {
        return false;
    }

    boolean completesHoldsThatEventsBegan() {
        return false;
    }

    boolean holdsEndByTime() {
        return true;
    }

    boolean groupIsJudgedAsOne() {
        return true;
    }

    /** A judgement by windows alone that is false is so for every series. */
    boolean speaksForEverySeries() {
        return true;
    }

    boolean endsWhatSilenceFired() {
        return false;
    }

    // Silence while the windows alone hold.

    boolean silenceWaitsForWindows() {
        return true;
    }

    boolean overdueSilenceEndsAtOnce() {
        return true;
    }
}

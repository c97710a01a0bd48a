package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.series.Series;

/**
 * What one series has to do with an alert that it helped to start or keep up. An alert of its own series has one; an
 * alert that is coarser than its series has one for each series that has held since the alert left inactive.
 */
final class Contribution {
    final Series series;

    /** The level that the series stands at: the highest that held last, or one above it that is not yet over. */
    int level = Judgement.NONE;

    /** The highest level that held at the last known verdict; {@link Judgement#NONE} if none did. */
    int holding = Judgement.NONE;

    /** Whether the series has recovered. */
    boolean recovered;

    /** Time of the last event with a known verdict. */
    long lastKnown;

    /** Whether windows speak for the group as a whole: then it is silent when the group is. */
    final boolean ofGroup;

    Contribution(Series series, boolean ofGroup) {
        this.series = series;
        this.ofGroup = ofGroup;
    }
}

package io.watchfire.notifiers.receiver;

import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.notifiers.matcher.AlertCondition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the file, a receiver or a route says of notices. A part that is null is not said there. Immutable.
 *
 * @param repeatMillis after how long from the firing notice it is told again; the last step goes on
 * @param mute times in which nothing but ends is told
 * @param escalate who is told what nobody has acknowledged
 * @param fallback who is told what could not be delivered
 * @param heartbeatMillis how often a receiver is told that somebody watches; said by receivers only
 */
public record Policy(
        @Nullable Grouping grouping,
        @Nullable List<Long> repeatMillis,
        @Nullable List<ActiveTime> mute,
        @Nullable List<Inhibition> inhibit,
        @Nullable RateGuard rateGuard,
        @Nullable HandOver escalate,
        @Nullable HandOver fallback,
        @Nullable Long heartbeatMillis) {
    public static final Policy NONE = new Policy(null, null, null, null, null, null, null, null);

    /**
     * Notices of alerts that have the same values of some labels go out together.
     *
     * @param by labels; {@code rule} is the rule's id
     * @param waitMillis how long the first alert of a group waits for others
     * @param intervalMillis the shortest time between two notices of a group
     */
    public record Grouping(List<String> by, long waitMillis, long intervalMillis) {
        public Grouping {
            by = List.copyOf(by);
        }
    }

    /** While an alert matches {@code source}, those that match {@code target} and agree in these labels are not told. */
    public record Inhibition(AlertCondition source, AlertCondition target, List<String> equal) {
        public Inhibition {
            equal = List.copyOf(equal);
        }
    }

    /** At most so many notices in any stretch of that length; what is more comes in one summary. */
    public record RateGuard(int notices, long perMillis) {}

    /** After that time, a second receiver is told. */
    public record HandOver(long afterMillis, String to) {}

    /**
     * This, and what it does not say from the outer one. Mute times and inhibitions add up; an empty list of them takes back
     * the outer ones.
     */
    public Policy over(Policy outer) {
        return new Policy(
                first(grouping, outer.grouping),
                first(repeatMillis, outer.repeatMillis),
                both(mute, outer.mute),
                both(inhibit, outer.inhibit),
                first(rateGuard, outer.rateGuard),
                first(escalate, outer.escalate),
                first(fallback, outer.fallback),
                heartbeatMillis);
    }

    /** The same, with a heartbeat. */
    public Policy withHeartbeat(@Nullable Long millis) {
        return new Policy(grouping, repeatMillis, mute, inhibit, rateGuard, escalate, fallback, millis);
    }

    private static <T> @Nullable T first(@Nullable T own, @Nullable T outer) {
        return own != null ? own : outer;
    }

    private static <T> @Nullable List<T> both(@Nullable List<T> own, @Nullable List<T> outer) {
        if (own == null || outer == null || own.isEmpty()) {
            return first(own, outer);
        }
        List<T> all = new ArrayList<>(outer);
        all.addAll(own);
        return List.copyOf(all);
    }

    /** The times in which nothing but ends is told; none if nothing is said of it. */
    public List<ActiveTime> muteTimes() {
        return mute == null ? List.of() : mute;
    }

    public List<Inhibition> inhibitions() {
        return inhibit == null ? List.of() : inhibit;
    }
}

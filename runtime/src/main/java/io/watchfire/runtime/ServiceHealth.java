package io.watchfire.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether an {@link AlertService} does its work, and how far behind it is. Immutable.
 *
 * @param at when that was asked
 * @param judging whether the thread that judges events is at work; false once the service is closed
 * @param lastEvent when the event that was judged last had arrived; null before the first
 * @param waiting events that were accepted and not judged yet
 * @param capacity how many events may wait
 * @param lag for how long the oldest of those has waited; zero if none waits
 * @param owed what receivers are owed, by their names; none that is owed nothing
 */
public record ServiceHealth(
        Instant at,
        boolean judging,
        @Nullable Instant lastEvent,
        int waiting,
        int capacity,
        Duration lag,
        SortedMap<String, Owed> owed) {
    /** A service whose events wait longer than that is not well. */
    public static final Duration LONGEST_LAG = Duration.ofMinutes(1);

    /**
     * A receiver that is owed something and to whom nothing arrived for longer than that is a problem: three attempts at least have
     * failed in that time.
     */
    public static final Duration LONGEST_SILENCE = Duration.ofMinutes(15);

    public ServiceHealth {
        owed = Collections.unmodifiableSortedMap(new TreeMap<>(owed));
    }

    /**
     * What one receiver is owed.
     *
     * @param notices how many, at least one
     * @param age how long ago the oldest of them was taken on
     * @param silence for how long nothing has arrived there though something was owed, and the service was running
     * @param circuitOpen whether so many attempts in a row have failed that one notice at a time is tried, at growing pauses
     */
    public record Owed(int notices, Duration age, Duration silence, boolean circuitOpen) {}

    public boolean isWell() {
        return problems().isEmpty();
    }

    /** What is wrong, a line each; empty if all is well. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!judging) {
            problems.add("the thread that judges events has ended");
        }
        if (lag.compareTo(LONGEST_LAG) > 0) {
            problems.add("events have waited to be judged for " + lag.toSeconds() + " s");
        }
        for (Map.Entry<String, Owed> receiver : owed.entrySet()) {
            Owed its = receiver.getValue();
            if (its.silence().compareTo(LONGEST_SILENCE) > 0) {
                problems.add(receiver.getKey() + " is owed " + its.notices()
                        + (its.notices() == 1 ? " notice" : " notices") + ", and nothing has arrived there for "
                        + its.silence().toSeconds() + " s");
            }
        }
        return problems;
    }

    /** All notices that are owed. */
    public int notices() {
        return owed.values().stream().mapToInt(Owed::notices).sum();
    }

    /** How many receivers have failed so often in a row that one notice at a time is tried. */
    public int openCircuits() {
        return (int) owed.values().stream().filter(Owed::circuitOpen).count();
    }

    /** How long ago the oldest notice that is owed was taken on; zero if none is owed. */
    public Duration oldestOwed() {
        return owed.values().stream().map(Owed::age).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}

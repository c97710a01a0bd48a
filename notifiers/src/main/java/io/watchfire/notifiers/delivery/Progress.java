package io.watchfire.notifiers.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Tells whether waiting is still of use: since when nothing has been settled. Times are a nanosecond clock's. Thread-safe. */
final class Progress {
    /** Pauses that receivers ask for are waited for until so long after the last delivery that was settled. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private long settled;
    private long pausedUntil;

    Progress(long now) {
        settled = now;
        pausedUntil = now;
    }

    /** A delivery arrived or was given up, or somebody begins to wait. */
    synchronized void made(long now) {
        settled = now;
    }

    /** A receiver asked for a pause. */
    synchronized void pausing(long now, Duration pause) {
        long until = now + TimeUnit.NANOSECONDS.convert(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        if (pause.compareTo(LONGEST_PAUSE) <= 0 && until - pausedUntil > 0) {
            pausedUntil = until;
        }
    }

    /** How long to wait yet, if nothing happens: the patience counts from the last progress, or from the end of a pause. */
    synchronized long leftNanos(long now, Duration patience) {
        boolean worthIt = pausedUntil - settled > 0 && pausedUntil - settled <= LONGEST_PAUSE.toNanos();
        long from = worthIt ? pausedUntil : settled;
        return TimeUnit.NANOSECONDS.convert(patience) - (now - from);
    }
}

package io.watchfire.notifiers.policy;

import io.watchfire.notifiers.receiver.Policy.Grouping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Alerts whose notices to one receiver go out together; without grouping, one alert. */
final class Group {
    /**
     * What tells groups apart.
     *
     * @param values the alert's values of the labels that are grouped by; an empty text for one that it does not have
     */
    record Key(String receiver, String scope, Grouping grouping, List<String> values) {}

    /** Null if the receiver wants each alert told by itself. */
    final @Nullable Key key;

    final long serial;
    final Collection<Standing> members;
    final Due due;
    private final Marks marks;
    /** When its last notice went out; {@link Long#MIN_VALUE} if there was none. */
    long lastNotice = Long.MIN_VALUE;
    /** From where its repeats count. */
    long firingTold = Long.MIN_VALUE;

    long flushAt = Timeline.NEVER;
    long repeatAt = Timeline.NEVER;
    /** Its notice is being put together. */
    boolean flushing;

    Group(@Nullable Key key, long serial, Marks marks) {
        this.key = key;
        this.serial = serial;
        this.marks = marks;
        this.members = key == null ? new ArrayList<>(1) : new TreeSet<>(Standing.ORDER);
        this.due = new Due(Due.Kind.GROUP, this, serial);
    }

    /** When a change of a member may be told, as far as the group has a say. */
    long tellAt(Standing member, boolean isEnd, long now) {
        if (key == null) {
            return now;
        }
        long at = lastNotice != Long.MIN_VALUE
                ? lastNotice + key.grouping.intervalMillis()
                : isEnd ? now : member.incident.openedAt + key.grouping.waitMillis();
        return Math.max(now, at);
    }

    Standing.GroupTimes times() {
        return new Standing.GroupTimes(key == null, serial, lastNotice, firingTold, flushAt, repeatAt);
    }

    void restore(Standing.GroupTimes times) {
        lastNotice = Math.max(lastNotice, times.lastNotice());
        firingTold = Math.max(firingTold, times.firingTold());
        flushAt = Math.min(flushAt, times.flushAt());
        repeatAt = Math.min(repeatAt, times.repeatAt());
    }

    /** Whoever changes its times calls this then. */
    void schedule(Timeline time) {
        marks.changed(this);
        time.schedule(due, Math.min(flushAt, repeatAt));
    }
}

package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.store.Row.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When which receiver is told next that somebody watches, alerts or none. Begins when it is told to: before that no time passes. */
final class Heartbeats {
    private final Timeline time;
    private final Marks marks;
    private Map<String, Beat> byReceiver = new LinkedHashMap<>();
    private boolean begun;
    private long serial;

    Heartbeats(Timeline time, Marks marks) {
        this.time = time;
        this.marks = marks;
    }

    /** The heartbeat of one receiver. */
    static final class Beat {
        final long periodMillis;
        private final Due due;
        Receiver receiver;

        void write(SnapshotStream state) {
            state.time(periodMillis);
            state.time(due.due());
        }

        private Beat(Receiver receiver, long periodMillis, long serial) {
            this.receiver = receiver;
            this.periodMillis = periodMillis;
            due = new Due(Due.Kind.HEARTBEAT, this, serial);
        }
    }

    /** Those that are not on their way begin: the first comes one period from now. */
    void begin(ReceiverSet receivers) {
        begun = true;
        replace(receivers);
    }

    /** Goes on with other receivers: who is told as often as before, is told when that was due. */
    void replace(ReceiverSet receivers) {
        if (!begun) {
            return;
        }
        Map<String, Beat> next = new LinkedHashMap<>();
        for (Receiver receiver : receivers.receivers()) {
            Long period = receiver.policy().heartbeatMillis();
            if (period != null) {
                Beat known = byReceiver.get(receiver.name());
                boolean goesOn = known != null && known.periodMillis == period;
                Beat beat = known != null && goesOn ? known : scheduled(receiver, period, time.now() + period);
                beat.receiver = receiver;
                next.put(receiver.name(), beat);
            }
        }
        byReceiver.values().stream()
                .filter(beat -> next.get(beat.receiver.name()) != beat)
                .forEach(beat -> {
                    time.schedule(beat.due, Timeline.NEVER);
                    marks.changed(Kind.HEARTBEAT, beat.receiver.name());
                });
        byReceiver = next;
    }

    private Beat scheduled(Receiver receiver, long period, long when) {
        Beat beat = new Beat(receiver, period, serial++);
        time.schedule(beat.due, when);
        marks.changed(Kind.HEARTBEAT, receiver.name());
        return beat;
    }

    /** It was told; those that were missed while nobody was there are not told later. */
    void told(Beat beat) {
        time.schedule(beat.due, time.now() + beat.periodMillis);
        marks.changed(Kind.HEARTBEAT, beat.receiver.name());
    }

    // ---- rows

    /** The names of the receivers that have one. */
    Set<String> receivers() {
        return byReceiver.keySet();
    }

    @Nullable
    Beat of(String receiver) {
        return byReceiver.get(receiver);
    }

    /** One that was on its way: it comes when it was due, if the receiver still wants it as often. */
    void restored(String name, SnapshotStream state, ReceiverSet receivers) {
        long period = state.time(0);
        long when = state.time(0);
        receivers.byName(name).ifPresent(receiver -> byReceiver.put(name, scheduled(receiver, period, when)));
    }
}

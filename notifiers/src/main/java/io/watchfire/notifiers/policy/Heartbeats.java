package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** When which receiver is told next that somebody watches, alerts or none. Begins when it is told to: before that no time passes. */
final class Heartbeats {
    private final Timeline time;
    private Map<String, Beat> byReceiver = new LinkedHashMap<>();
    private boolean begun;
    private long serial;

    Heartbeats(Timeline time) {
        this.time = time;
    }

    /** The heartbeat of one receiver. */
    static final class Beat {
        final long periodMillis;
        private final Due due;
        Receiver receiver;

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
                .forEach(beat -> time.schedule(beat.due, Timeline.NEVER));
        byReceiver = next;
    }

    private Beat scheduled(Receiver receiver, long period, long when) {
        Beat beat = new Beat(receiver, period, serial++);
        time.schedule(beat.due, when);
        return beat;
    }

    /** It was told; those that were missed while nobody was there are not told later. */
    void told(Beat beat) {
        time.schedule(beat.due, time.now() + beat.periodMillis);
    }

    void exchange(SnapshotStream state, ReceiverSet receivers) {
        begun = state.flag(begun);
        int count = state.number(byReceiver.size());
        if (!state.isReading()) {
            for (Beat beat : byReceiver.values()) {
                state.text(beat.receiver.name());
                state.time(beat.periodMillis);
                state.time(beat.due.due());
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            String name = state.text("");
            long period = state.time(0);
            long when = state.time(0);
            receivers.byName(name).ifPresent(receiver -> byReceiver.put(name, scheduled(receiver, period, when)));
        }
        replace(receivers);
    }
}

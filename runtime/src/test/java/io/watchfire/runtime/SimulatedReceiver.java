package io.watchfire.runtime;

import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.message.Message.Subject;
import io.watchfire.notifiers.receiver.RateLimit;
import java.util.ArrayList;
import java.util.List;

/** A receiver of the simulation: how it answers now. */
final class SimulatedReceiver {
    /** How a receiver answers. */
    enum Mood {
        WELL,
        /** 429 with a Retry-After. */
        BUSY,
        /** 500. */
        BROKEN,
        /** Takes messages, and its answer gets lost. */
        MUTE,
        /** Nobody knows whether messages arrive: they do not. */
        UNREACHABLE,
        /** 404. */
        GONE,
        /** Holds the connection for a while, in which everything else goes on. */
        HANGING
    }

    /**
     * One attempt at one message.
     *
     * @param arrived whether the receiver has it
     * @param mayHaveArrived whether the sender may think so
     * @param tellsAll whether it is an end that tells of the beginning, too
     * @param mood how the receiver answered
     */
    record Attempt(
            String receiver,
            String key,
            Status status,
            boolean maybeRepeat,
            List<Subject> subjects,
            boolean arrived,
            boolean mayHaveArrived,
            boolean tellsAll,
            Mood mood,
            int life) {
        /** Whether it says that an alert fires. One that flaps does so for the receiver until it is told otherwise. */
        boolean opens(Subject subject) {
            return status != Status.RESOLVED && status != Status.HEARTBEAT && !ends(subject);
        }

        /** Whether it says that an alert is over. */
        boolean ends(Subject subject) {
            return status == Status.RESOLVED || (status != Status.FLAPPING && subject.end() != null);
        }

        /** When it was decided, in epoch milliseconds. */
        long decidedAt() {
            return Promises.decidedAt(key);
        }

        /** The number of the change of the first alert. */
        long sequence() {
            return Long.parseLong(key.split("/", -1)[1]);
        }

        boolean isAboutOne() {
            return subjects.size() == 1;
        }

        @Override
        public String toString() {
            return receiver + " " + status.text() + (maybeRepeat ? " (again)" : "") + " "
                    + subjects.stream().map(SimulatedReceiver::life).toList() + " " + key + " " + mood
                    + (arrived ? ", arrived" : "");
        }
    }

    Mood mood = Mood.WELL;

    /** When attempts of one process began, oldest first. */
    private final List<Long> begun = new ArrayList<>();

    private int lifeOfBegun;

    /** An attempt begins: whether it keeps to what the receiver wants, whatever stretch of time one looks at. */
    boolean isInTime(RateLimit limit, int life, long millis) {
        if (life != lifeOfBegun) {
            begun.clear();
            lifeOfBegun = life;
        }
        begun.add(millis);
        for (int i = 0; i < begun.size(); i++) {
            if (begun.size() - i > limit.burst() + (millis - begun.get(i)) / limit.perMillis()) {
                return false;
            }
        }
        return true;
    }

    /** What an alert is, however often it fires. */
    static String identity(Subject subject) {
        return subject.rule() + " " + subject.labels();
    }

    /** One life of an alert. */
    static String life(Subject subject) {
        return identity(subject) + " " + subject.alert();
    }
}

package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.delivery.Workers.Timer;
import io.watchfire.notifiers.receiver.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one receiver's deliveries: one at a time, in order; while the first is retried, the others wait.
 *
 * <p>When several attempts in a row have failed, the circuit is open: the oldest delivery alone is tried, at growing pauses, until the
 * receiver answers. What is too old by then is given up without an attempt.
 *
 * <p>At most one task of a lane runs or waits at any time; that task alone touches {@link #failures}, the channel, what is
 * {@link #unheard} and the {@link #references}. Whatever is thrown in it, the lane goes on after a while.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** A resolve is not put off for longer, however long a pause the receiver asks for. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    /** So many failures in a row, of whatever deliveries, open the circuit. */
    private static final int FAILURES_TO_OPEN = 5;

    private enum State {
        IDLE,
        RUNNING,
        WAITING
    }

    private final String receiver;
    private final DeliveryParts parts;

    private State state = State.IDLE;
    private @Nullable Timer timer;
    /** Whether the wait is one that the receiver wants, and so must not be cut short. */
    private boolean asked;

    private boolean hurried;

    private int attempts;
    /** In a row, of whatever deliveries. */
    private int failures;
    /** When the pause after the last failure is over, on the clock of the workers. */
    private long notBefore;

    private volatile boolean isOpen;
    /** How often in a row something else than the receiver has failed. */
    private int faults;
    /** Whether the delivery may have arrived at an attempt that failed. */
    private boolean uncertain;

    private final Unheard unheard;
    private final References references;
    private @Nullable Receiver opened;
    private @Nullable Channel channel;

    Lane(String receiver, DeliveryParts parts) {
        this.receiver = receiver;
        this.parts = parts;
        this.unheard = new Unheard(receiver, parts.outbox());
        this.references = new References(receiver, parts.outbox());
    }

    /** There may be something to deliver. */
    void wake() {
        synchronized (this) {
            if (state != State.IDLE) {
                return;
            }
            state = State.RUNNING;
        }
        run();
    }

    /** Little time is left: ends a wait that is of our own making, and begins anew with short ones. */
    void hurry() {
        synchronized (this) {
            hurried = true;
            if (state != State.WAITING || asked || timer == null || !timer.cancel()) {
                return;
            }
            notBefore = parts.workers().nanoTime();
            state = State.RUNNING;
        }
        run();
    }

    /** Whether nothing is tried but one delivery at a time, since the last attempts at the receiver have failed. */
    boolean isOpen() {
        return isOpen;
    }

    private void run() {
        try {
            parts.workers().run(this::deliver);
        } catch (RuntimeException | Error e) {
            becomeIdle();
            throw e;
        }
    }

    private void deliver() {
        synchronized (this) {
            state = State.RUNNING;
            timer = null;
        }
        try {
            Optional<Delivery> next = nextOrIdle();
            while (next.isPresent() && deliver(next.get())) {
                next = nextOrIdle();
            }
            faults = 0;
        } catch (RuntimeException | Error e) {
            LOG.error("deliveries to {} failed and are taken up again soon", receiver, e);
            if (parts.stopped().get()) {
                becomeIdle();
                return;
            }
            faults++;
            waitFor(parts.policy().delay(faults, parts.random()), false);
        }
    }

    /** False if the lane now waits or has been stopped. */
    private boolean deliver(Delivery delivery) {
        if (attempts == 0) {
            uncertain = delivery.maybeRepeat() || parts.outbox().mayHaveArrived(delivery);
        }
        if (unheard.isEndOfUnheard(delivery)) {
            giveUp(delivery, DeliveryListener.END_OF_UNHEARD);
            return true;
        }
        Duration left = left(delivery);
        boolean isTooOld = left.isZero() || left.isNegative();
        if (isTooOld && delivery.status() == Notice.Status.HEARTBEAT) {
            giveUp(delivery, "not sent, since the next one is due");
            return true;
        }
        if (isTooOld && isOpen && attempts == 0) {
            giveUp(delivery, "given up without an attempt, since " + failures + " in a row have failed");
            return true;
        }
        Duration pause = Duration.ofNanos(notBefore - parts.workers().nanoTime());
        if (isOpen && !isTooOld && !pause.isZero() && !pause.isNegative()) {
            waitFor(shortest(pause, left), asked);
            return false;
        }
        Duration turn =
                parts.buckets().take(delivery.receiver(), parts.workers().nanoTime());
        if (!turn.isZero()) {
            waitFor(turn, true);
            return false;
        }
        return settle(delivery, attempt(delivery));
    }

    /** For how long it is worth trying. Whoever heard of an alert is owed its end, however long that takes. */
    private Duration left(Delivery delivery) {
        if (delivery.isOwedUntilItArrives()) {
            return LONGEST_PAUSE;
        }
        Instant end =
                delivery.owedSince().plus(delivery.longestOwed(parts.policy().giveUpAfter()));
        return Duration.between(parts.clock().instant(), end);
    }

    private synchronized void becomeIdle() {
        state = State.IDLE;
    }

    /** A delivery appended before the look under the lock is seen here; one appended after it finds the lane idle. */
    private Optional<Delivery> nextOrIdle() {
        synchronized (this) {
            Optional<Delivery> next =
                    parts.stopped().get() ? Optional.empty() : parts.outbox().next(receiver);
            if (next.isEmpty()) {
                state = State.IDLE;
            }
            return next;
        }
    }

    private Outcome attempt(Delivery delivery) {
        try {
            parts.outbox().attempting(delivery);
        } catch (RuntimeException | Error e) {
            parts.buckets().giveBack(delivery.receiver());
            throw e;
        }
        attempts++;
        try {
            Channel way = channel(delivery.receiver());
            return way == null
                    ? Outcome.refused("there is no channel of the type '"
                            + delivery.receiver().type() + "'")
                    : way.send(references.outgoing(delivery, uncertain));
        } catch (Throwable e) {
            // The text of an exception may hold the receiver's URL.
            return Outcome.uncertain("the channel failed with " + e.getClass().getName());
        }
    }

    /** The channel to the receiver as the delivery knows it: a reload may have changed its settings. */
    private @Nullable Channel channel(Receiver wanted) {
        if (channel == null || !wanted.equals(opened)) {
            ChannelFactory factory = parts.factories().get(wanted.type());
            channel = factory == null ? null : factory.open(wanted);
            opened = wanted;
        }
        return channel;
    }

    private boolean settle(Delivery delivery, Outcome outcome) {
        if (outcome instanceof Outcome.Retry retry) {
            uncertain |= retry.uncertain();
            return retryLater(delivery, retry);
        }
        failures = 0;
        if (isOpen) {
            isOpen = false;
            LOG.info("{} has taken or refused a message: all that is owed goes out again", receiver);
        }
        if (outcome instanceof Outcome.Refused refused) {
            giveUp(delivery, refused.why());
        } else {
            // If that cannot be noted it goes out again.
            uncertain = true;
            unheard.delivered(delivery);
            references.settled(delivery, outcome instanceof Outcome.Delivered told ? told.reference() : null);
            parts.outbox().done(delivery);
            parts.events().delivered(delivery, attempts);
            settled();
        }
        return true;
    }

    private boolean retryLater(Delivery delivery, Outcome.Retry retry) {
        if (parts.stopped().get()) {
            // It stays owed, and is reported as left behind.
            becomeIdle();
            return false;
        }
        failed(retry);
        Duration pause = askedPause(retry);
        Duration delay = pause != null
                ? shortest(pause, LONGEST_PAUSE)
                : hurriedly(parts.policy().delay(failures, parts.random()));
        notBefore = parts.workers().nanoTime() + delay.toNanos();
        asked = pause != null;
        Duration left = left(delivery);
        if (left.isNegative() || left.isZero() || (pause != null && delay.compareTo(left) > 0)) {
            String tries = attempts + (attempts == 1 ? " attempt" : " attempts");
            giveUp(delivery, retry.why() + "; given up after " + tries);
            return true;
        }
        // The last attempt comes when the time is up, not before.
        Duration wait = shortest(delay, left);
        notBefore = parts.workers().nanoTime() + wait.toNanos();
        parts.events().retrying(delivery, retry.why(), wait);
        waitFor(wait, pause != null);
        return false;
    }

    private void failed(Outcome.Retry retry) {
        failures++;
        if (failures == FAILURES_TO_OPEN) {
            isOpen = true;
            LOG.warn(
                    "{} has failed {} times in a row, now with: {}; until it takes or refuses one, one message at a time is tried, at growing pauses",
                    receiver,
                    failures,
                    retry.why());
        }
    }

    private void waitFor(Duration wait, boolean askedFor) {
        if (askedFor) {
            parts.progress().pausing(parts.workers().nanoTime(), wait);
        }
        synchronized (this) {
            state = State.WAITING;
            asked = askedFor;
            timer = parts.workers().runAfter(wait, this::deliver);
        }
    }

    private synchronized Duration hurriedly(Duration delay) {
        return hurried ? shortest(delay, parts.policy().first()) : delay;
    }

    /** No pause at all is as good as none named: a receiver that always asks for it must not be hammered. */
    private static @Nullable Duration askedPause(Outcome.Retry retry) {
        Duration after = retry.after();
        return after == null || after.isNegative() || after.isZero() ? null : after;
    }

    private void giveUp(Delivery delivery, String why) {
        unheard.gaveUp(delivery, uncertain);
        parts.outbox().failed(delivery, why);
        parts.events().gaveUp(delivery, why, uncertain);
        references.settled(delivery, null);
        settled();
    }

    private void settled() {
        attempts = 0;
        uncertain = false;
        parts.progress().made(parts.workers().nanoTime());
    }

    private static Duration shortest(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}

package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.delivery.Workers.Timer;
import io.watchfire.notifiers.receiver.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of one receiver's deliveries: one at a time, in order; while the first is retried, the others wait.
 *
 * <p>At most one task of a lane runs or waits at any time; that task alone touches {@link #failures} and the channel.
 */
final class Lane {
    private enum State {
        IDLE,
        RUNNING,
        WAITING
    }

    private final String receiver;
    private final DeliveryParts parts;

    private State state = State.IDLE;
    private @Nullable Timer timer;
    /** Whether the wait was asked for by the receiver, and so must not be cut short. */
    private boolean asked;

    private boolean hurried;

    private int attempts;
    private int failures;
    private @Nullable Receiver opened;
    private @Nullable Channel channel;

    Lane(String receiver, DeliveryParts parts) {
        this.receiver = receiver;
        this.parts = parts;
    }

    /** There may be something to deliver. */
    void wake() {
        synchronized (this) {
            if (state != State.IDLE) {
                return;
            }
            state = State.RUNNING;
        }
        parts.workers().run(this::deliver);
    }

    /** Little time is left: ends a wait that is of our own making, and begins anew with short ones. */
    void hurry() {
        synchronized (this) {
            hurried = true;
            if (state != State.WAITING || asked || timer == null || !timer.cancel()) {
                return;
            }
            state = State.RUNNING;
        }
        parts.workers().run(this::deliver);
    }

    private void deliver() {
        synchronized (this) {
            state = State.RUNNING;
            timer = null;
        }
        while (true) {
            Optional<Delivery> next = nextOrIdle();
            if (next.isEmpty() || !settle(next.get(), attempt(next.get()))) {
                return;
            }
        }
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
        attempts++;
        try {
            Channel way = channel(delivery.receiver());
            return way == null
                    ? Outcome.refused("there is no channel of the type '"
                            + delivery.receiver().type() + "'")
                    : way.send(delivery.message());
        } catch (RuntimeException | Error e) {
            // The text of an exception may hold the receiver's URL.
            return Outcome.retry("the channel failed with " + e.getClass().getName());
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

    /** False if the lane now waits or has been stopped. */
    private boolean settle(Delivery delivery, Outcome outcome) {
        if (outcome instanceof Outcome.Retry retry) {
            return retryLater(delivery, retry);
        }
        if (outcome instanceof Outcome.Refused refused) {
            giveUp(delivery, refused.why());
        } else {
            parts.outbox().done(delivery);
            parts.events().delivered(delivery, attempts);
            attempts = 0;
            failures = 0;
        }
        return true;
    }

    private boolean retryLater(Delivery delivery, Outcome.Retry retry) {
        if (parts.stopped().get()) {
            // It stays owed, and is reported as left behind.
            synchronized (this) {
                state = State.IDLE;
            }
            return false;
        }
        failures++;
        Instant now = parts.clock().instant();
        Duration left =
                Duration.between(now, delivery.owedSince().plus(parts.policy().giveUpAfter()));
        Duration after = askedPause(retry);
        if (left.isNegative() || left.isZero() || (after != null && after.compareTo(left) > 0)) {
            giveUp(delivery, retry.why() + "; given up after " + attempts + (attempts == 1 ? " attempt" : " attempts"));
            return true;
        }
        Duration delay = after != null ? after : shortest(parts.policy().delay(failures, parts.random()), left);
        parts.events().retrying(delivery, retry.why(), delay);
        synchronized (this) {
            state = State.WAITING;
            asked = after != null;
            Duration wait = hurried && !asked ? shortest(delay, parts.policy().first()) : delay;
            timer = parts.workers().runAfter(wait, this::deliver);
        }
        return false;
    }

    /** No pause at all is as good as none named: a receiver that always asks for it must not be hammered. */
    private static @Nullable Duration askedPause(Outcome.Retry retry) {
        Duration after = retry.after();
        return after == null || after.isNegative() || after.isZero() ? null : after;
    }

    private void giveUp(Delivery delivery, String why) {
        parts.outbox().failed(delivery, why);
        parts.events().gaveUp(delivery, why);
        attempts = 0;
    }

    /** The last attempt comes when the time is up, not before. */
    private static Duration shortest(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}

package io.watchfire.runtime;

import io.watchfire.evaluator.event.Event;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between the threads that bring events and the one that judges them.
 *
 * <p>Whoever brings an event holds the gate for reading; closing takes it for writing, so that no event slips in behind
 * the end.
 */
final class Intake {
    /** How long one wait for room lasts before the gate is let go of, so that closing is not held up. */
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final BlockingQueue<Arrival> queue;
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private boolean closed;

    Intake(int capacity) {
        queue = new ArrayBlockingQueue<>(capacity);
    }

    /** What waits for its turn: an event, or a change of the settings. */
    interface Arrival {
        /** The clock's time at the arrival, in epoch milliseconds. */
        long atMillis();
    }

    record EventArrival(Event event, long atMillis) implements Arrival {}

    /** Waits for room, then takes it. */
    void put(Arrival arrival) {
        while (true) {
            if (tryPut(arrival, LOOK_AGAIN_MILLIS)) {
                return;
            }
        }
    }

    /** Takes it if there is room within that time. */
    boolean tryPut(Arrival arrival, long waitMillis) {
        gate.readLock().lock();
        try {
            if (closed) {
                throw new RejectedExecutionException("the alert service is closed");
            }
            return queue.offer(arrival, waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while waiting for room, and so not accepted", e);
        } finally {
            gate.readLock().unlock();
        }
    }

    /** The next one, or null if none came within that time. */
    @Nullable
    Arrival take(long waitMillis) throws InterruptedException {
        Arrival next = queue.poll();
        return next != null ? next : queue.poll(waitMillis, TimeUnit.MILLISECONDS);
    }

    /** When the first of those that wait arrived, in epoch milliseconds; empty if none waits. */
    OptionalLong oldest() {
        Arrival first = queue.peek();
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.atMillis());
    }

    int room() {
        return queue.remainingCapacity();
    }

    /** What waits now, first come first. */
    List<Arrival> waiting() {
        return List.copyOf(queue);
    }

    void close() {
        gate.writeLock().lock();
        try {
            closed = true;
        } finally {
            gate.writeLock().unlock();
        }
    }

    boolean isClosed() {
        gate.readLock().lock();
        try {
            return closed;
        } finally {
            gate.readLock().unlock();
        }
    }

    int size() {
        return queue.size();
    }
}

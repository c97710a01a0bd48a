package io.watchfire.runtime;

import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StateStore;
import io.watchfire.notifiers.store.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings changes into a store on a thread of its own: all steps that wait become one transaction, and what was to happen after a step
 * happens once that is durable. While the store fails the steps wait, and it is tried again; none is lost, and none is followed by what
 * was to happen after it. Thread-safe.
 */
final class StateWriter implements AutoCloseable {
    /** At that many rows waiting the one that judges waits, too. */
    private static final int MOST_WAITING = 50_000;

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private record Step(List<Row> rows, Runnable whenKept) {}

    private final StateStore store;
    private final Consumer<String> problems;
    private final Runnable whenLost;
    private final @Nullable Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Deque<Step> waiting = new ArrayDeque<>();
    private int rowsWaiting;
    private long added;
    private long kept;
    private boolean closed;
    private boolean lost;

    /**
     * @param problems hears of a store that fails, once until it works again
     * @param whenLost runs, once, if the store is lost for good: nothing may be done any more
     */
    StateWriter(StateStore store, Consumer<String> problems, Runnable whenLost) {
        this(store, problems, whenLost, true);
    }

    /**
     * A writer as the other, perhaps without a thread: then it writes when it is told to by {@link #writeNow}, and when somebody waits.
     */
    StateWriter(StateStore store, Consumer<String> problems, Runnable whenLost, boolean hasThread) {
        this.store = store;
        this.problems = problems;
        this.whenLost = whenLost;
        thread = hasThread ? new Thread(this::write, "watchfire-state") : null;
        if (thread != null) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Takes on one step: it is kept whole or not at all, after those before it.
     *
     * @return its number, for {@link #await}
     */
    long add(List<Row> rows, Runnable whenKept) {
        lock.lock();
        try {
            waiting.add(new Step(rows, whenKept));
            rowsWaiting += rows.size();
            changed.signalAll();
            return ++added;
        } finally {
            lock.unlock();
        }
    }

    /** Waits while too much waits already. */
    void awaitRoom() throws InterruptedException {
        if (rowsWaiting() < MOST_WAITING) {
            return;
        }
        lock.lock();
        try {
            while (rowsWaiting >= MOST_WAITING && !closed && !lost) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private int rowsWaiting() {
        lock.lock();
        try {
            return rowsWaiting;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a step is kept; false if it never will be, or not within that time. */
    boolean await(long step, Duration atMost) throws InterruptedException {
        if (thread == null) {
            writeNow();
        }
        long left = thread == null ? 0 : TimeUnit.NANOSECONDS.convert(atMost);
        lock.lock();
        try {
            while (kept < step && !lost && left > 0) {
                left = changed.awaitNanos(left);
            }
            return kept >= step;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all steps taken on so far are kept, as {@link #await}. */
    boolean flush(Duration atMost) throws InterruptedException {
        long all;
        lock.lock();
        try {
            all = added;
        } finally {
            lock.unlock();
        }
        return await(all, atMost);
    }

    /** Whether a step is kept. */
    boolean isKept(long step) {
        lock.lock();
        try {
            return kept >= step;
        } finally {
            lock.unlock();
        }
    }

    /** Whether this process may still act on what is kept. */
    boolean isHeld() {
        return store.isHeld() && !isLost();
    }

    boolean isLost() {
        lock.lock();
        try {
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /** Without a thread: tries once to keep all that waits; whether nothing waits any more. */
    boolean writeNow() {
        lock.lock();
        try {
            if (waiting.isEmpty() || lost) {
                return waiting.isEmpty();
            }
        } finally {
            lock.unlock();
        }
        Deque<Step> steps = Objects.requireNonNull(take());
        if (commit(steps, true)) {
            finish(steps);
            return true;
        }
        lock.lock();
        try {
            steps.addAll(waiting);
            waiting = steps;
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        long pause = 0;
        for (Deque<Step> steps = take(); steps != null; steps = take()) {
            while (!commit(steps, pause == 0)) {
                pause = Math.min(LONGEST_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, 2 * pause));
                if (isLost() || !pause(pause)) {
                    return;
                }
            }
            if (pause > 0) {
                problems.accept("state is kept again");
                pause = 0;
            }
            finish(steps);
        }
    }

    /** All steps that wait; null when closed. */
    private @Nullable Deque<Step> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            if (waiting.isEmpty()) {
                return null;
            }
            Deque<Step> taken = waiting;
            waiting = new ArrayDeque<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private boolean commit(Deque<Step> steps, boolean isFirst) {
        try {
            store.commit(rowsOf(steps));
            return true;
        } catch (RuntimeException | Error e) {
            boolean isFinal = e instanceof StoreException failure && failure.isFinal();
            if (isFinal || isFirst) {
                problems.accept((isFinal
                                ? "state is lost, and nothing is done any more: "
                                : "state cannot be kept, and nothing is " + "sent until it can; it is tried again: ")
                        + e.getMessage());
            }
            if (isFinal) {
                lose();
            }
            return false;
        }
    }

    /** Of several rows of one key the last one counts. */
    private static List<Row> rowsOf(Deque<Step> steps) {
        if (steps.size() == 1) {
            return steps.peekFirst().rows();
        }
        Map<Row.Kind, Map<String, Row>> last = new EnumMap<>(Row.Kind.class);
        for (Step step : steps) {
            for (Row row : step.rows()) {
                last.computeIfAbsent(row.kind(), unused -> new LinkedHashMap<>())
                        .put(row.key(), row);
            }
        }
        List<Row> rows = new ArrayList<>();
        last.values().forEach(ofKind -> rows.addAll(ofKind.values()));
        return rows;
    }

    private void finish(Deque<Step> steps) {
        int rows = 0;
        for (Step step : steps) {
            rows += step.rows().size();
            try {
                step.whenKept().run();
            } catch (RuntimeException | Error e) {
                problems.accept("failed, and went on: " + e);
            }
        }
        lock.lock();
        try {
            rowsWaiting -= rows;
            kept += steps.size();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void lose() {
        lock.lock();
        try {
            lost = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        whenLost.run();
    }

    /** False if it is closed meanwhile: what could not be kept by then is not. */
    private boolean pause(long millis) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps what waits, tries no more if that fails, and ends the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (thread == null) {
            writeNow();
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

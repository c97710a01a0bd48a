package io.watchfire.notifiers.delivery;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Daemon threads: one for each task that runs, kept for a few seconds, and one that waits. None before the first task. */
final class ThreadWorkers implements Workers {
    private static final int IDLE_SECONDS = 10;
    private static final int END_SECONDS = 5;

    private final AtomicInteger names = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            named("watchfire-notices-"));
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, named("watchfire-retries-"));
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    /** Tasks that run or are to run; guarded by the lock. */
    private int tasks;

    ThreadWorkers() {
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads.setRejectedExecutionHandler((task, pool) -> end());
        clock.setRejectedExecutionHandler((task, pool) -> end());
    }

    @Override
    public void run(Runnable task) {
        begin();
        start(task);
    }

    @Override
    public Timer runAfter(Duration delay, Runnable task) {
        begin();
        AtomicBoolean taken = new AtomicBoolean();
        var timer = clock.schedule(
                () -> {
                    if (taken.compareAndSet(false, true)) {
                        start(task);
                    }
                },
                TimeUnit.NANOSECONDS.convert(delay),
                TimeUnit.NANOSECONDS);
        return () -> {
            boolean cancelled = taken.compareAndSet(false, true);
            if (cancelled) {
                timer.cancel(false);
                end();
            }
            return cancelled;
        };
    }

    @Override
    public boolean awaitQuiet(Duration atMost) {
        long left = TimeUnit.NANOSECONDS.convert(atMost);
        lock.lock();
        try {
            while (tasks > 0) {
                if (left <= 0) {
                    return false;
                }
                left = quiet.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        clock.shutdownNow();
        threads.shutdownNow();
    }

    @Override
    public void close() {
        stop();
        try {
            if (clock.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Runnable task) {
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    end();
                }
            });
        } catch (Error e) {
            // No thread could be started.
            end();
            throw e;
        }
    }

    private void begin() {
        lock.lock();
        try {
            tasks++;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            tasks--;
            if (tasks == 0) {
                quiet.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private ThreadFactory named(String prefix) {
        return task -> {
            Thread thread = new Thread(task, prefix + names.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

package io.watchfire.evaluator;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Numbered tasks, which the calling thread and those of an executor take one after the other. */
final class Tasks implements Runnable {
    private final int count;

    /** Null once all are done: an executor that is busy may keep this for long, and should keep no events. */
    private volatile @Nullable IntConsumer task;

    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private int taken;
    private int done;
    private @Nullable Throwable failure;

    private Tasks(int count, IntConsumer task) {
        this.count = count;
        this.task = task;
    }

    /**
     * Runs tasks, and returns when all of them are done. The calling thread does those that no other thread takes, so that none waits
     * for an executor that is busy, or is the caller's own.
     */
    static void run(int count, IntConsumer task, Executor executor) {
        Tasks tasks = new Tasks(count, task);
        try {
            for (int i = 1; i < count; i++) {
                executor.execute(tasks);
            }
        } catch (RuntimeException refused) {
            // The calling thread does what is left.
        }
        tasks.run();
        tasks.finished.join();
        tasks.throwFailure();
    }

    @Override
    public void run() {
        IntConsumer work = task;
        if (work == null) {
            return;
        }
        for (int i = take(); i < count; i = take()) {
            try {
                work.accept(i);
            } catch (RuntimeException | Error e) {
                fail(e);
            } finally {
                finish();
            }
        }
    }

    private synchronized int take() {
        return taken++;
    }

    private synchronized void fail(Throwable e) {
        failure = failure == null ? e : failure;
    }

    private synchronized void finish() {
        done++;
        if (done == count) {
            task = null;
            finished.complete(null);
        }
    }

    private synchronized void throwFailure() {
        if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
    }
}

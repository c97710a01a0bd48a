package io.watchfire.runtime;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.Restored;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.snapshot.SnapshotException;
import io.watchfire.evaluator.snapshot.StateRow;
import io.watchfire.notifiers.delivery.MemoryOutbox;
import io.watchfire.notifiers.delivery.Outbox;
import io.watchfire.notifiers.policy.NoticePolicy;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StateStore;
import io.watchfire.notifiers.store.StoreException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a service keeps beyond its end, if it has a store; without one all this does nothing. The alerts, what receivers know, and what is
 * owed are kept step by step; series and windows now and then, since that takes long.
 */
final class KeptState implements Keeping {
    private static final long SNAPSHOT_EVERY_MILLIS = 60_000;
    /** Taking snapshots takes at most that part of the time. */
    private static final long ONE_IN = 100;

    private final @Nullable StateStore store;
    private final @Nullable StateWriter writer;
    private final StoredState stored;
    private final Consumer<String> problems;
    private long nextSnapshot = Long.MIN_VALUE;
    private long eventsInSnapshot = -1;
    private long snapshotStep;

    /**
     * @param store null: nothing is kept
     * @param whenLost runs, once, if the store is lost for good
     * @throws StoreException if the store cannot be read
     */
    KeptState(@Nullable StateStore store, Consumer<String> problems, Runnable whenLost) {
        this.store = store;
        this.problems = problems;
        this.stored = store == null ? new StoredState() : StoredState.of(store);
        this.writer = store == null ? null : new StateWriter(store, problems, whenLost);
    }

    /** As the other, with a writer to that store. */
    KeptState(StateStore store, Consumer<String> problems, StateWriter writer) {
        this.store = store;
        this.problems = problems;
        this.stored = StoredState.of(store);
        this.writer = writer;
    }

    StoredState stored() {
        return stored;
    }

    // ---- going on

    /** An engine that goes on where the one before was. */
    Restored engine(RuleSet rules, EngineOptions options, Instant now) {
        if (store == null || stored.isEmpty()) {
            return new Restored(new AlertEngine(rules, options), List.of());
        }
        Restored restored = restored(stored.snapshot(), rules, options);
        restored.engine().resumeAt(now.toEpochMilli());
        return restored;
    }

    private Restored restored(byte @Nullable [] snapshot, RuleSet rules, EngineOptions options) {
        try {
            return AlertEngine.restore(snapshot, stored.engine(), rules, options);
        } catch (SnapshotException e) {
            if (snapshot == null) {
                throw StoreException.forGood("the stored alerts cannot be read: " + e.getMessage(), e);
            }
            problems.accept("windows begin empty: " + e.getMessage());
            return restored(null, rules, options);
        }
    }

    NoticePolicy policy(RuleSet rules, ReceiverSet receivers, Instant now) {
        return store == null
                ? new NoticePolicy(receivers)
                : NoticePolicy.restore(stored.policy(), rules, receivers, now.toEpochMilli());
    }

    Outbox outbox(Outbox without) {
        return writer == null ? without : new KeptOutbox(stored, writer, new MemoryOutbox());
    }

    // ---- keeping

    @Override
    public void keep(List<Row> rows, Runnable whenKept) {
        if (writer == null) {
            whenKept.run();
        } else {
            writer.add(rows, whenKept);
        }
    }

    /** What has changed of the alerts. */
    List<Row> changes(AlertEngine engine) {
        if (writer == null) {
            return List.of();
        }
        List<StateRow> changes = engine.takeChanges();
        return changes.isEmpty()
                ? List.of()
                : changes.stream().map(KeptState::row).toList();
    }

    private static Row row(StateRow change) {
        return new Row(change.of() == StateRow.Of.RULE ? Row.Kind.RULE : Row.Kind.ALERT, change.key(), change.value());
    }

    /** Keeps series and windows if that was long ago and something has come since. The thread that judges calls this. */
    void keepWindows(AlertEngine engine, long nowMillis) {
        if (writer == null || nowMillis < nextSnapshot) {
            return;
        }
        if (nextSnapshot == Long.MIN_VALUE) {
            nextSnapshot = nowMillis + SNAPSHOT_EVERY_MILLIS;
            return;
        }
        nextSnapshot = nowMillis + SNAPSHOT_EVERY_MILLIS;
        if (writer.isKept(snapshotStep)) {
            nextSnapshot = nowMillis + Math.max(SNAPSHOT_EVERY_MILLIS, ONE_IN * keepWindows(engine));
        }
    }

    /** Keeps series and windows unless no event has come since; returns how many milliseconds that took. */
    long keepWindows(AlertEngine engine) {
        OptionalLong time = engine.time();
        long events = engine.counters().events();
        if (writer == null || time.isEmpty() || events == eventsInSnapshot) {
            return 0;
        }
        long begin = System.nanoTime();
        snapshotStep = writer.add(List.of(Row.put(Row.Kind.SNAPSHOT, StoredState.ENGINE, engine.snapshot())), () -> {});
        eventsInSnapshot = events;
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    void note(String name, String value) {
        if (writer != null) {
            writer.add(List.of(stored.noted(name, value)), () -> {});
        }
    }

    /** Waits while too much waits to be kept. */
    void awaitRoom() throws InterruptedException {
        if (writer != null) {
            writer.awaitRoom();
        }
    }

    /** Waits until all is kept; false if that took longer, or the thread was interrupted, which is still set then. */
    boolean flush(Duration atMost) {
        try {
            return writer == null || writer.flush(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether this process may still act on what is kept. */
    boolean isHeld() {
        return writer == null || writer.isHeld();
    }

    /** What is made of the stored state; the store is let go of if that fails. */
    <T> T orClose(Supplier<T> made) {
        boolean isMade = false;
        try {
            T result = made.get();
            isMade = true;
            return result;
        } catch (SnapshotException | IllegalArgumentException | DateTimeException e) {
            throw StoreException.forGood("the stored state cannot be read: " + e.getMessage(), e);
        } finally {
            if (!isMade) {
                close();
            }
        }
    }

    /** Keeps what waits, and lets go of the store. */
    void close() {
        if (writer != null && store != null) {
            writer.close();
            store.close();
        }
    }
}

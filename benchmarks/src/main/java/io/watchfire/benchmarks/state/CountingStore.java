package io.watchfire.benchmarks.state;

import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StateStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A store that counts what it is given: rows and bytes by kind, commits, and the time that they took. */
final class CountingStore implements StateStore {
    private static final class Count {
        long puts;
        long deletes;
        long bytes;
    }

    private final StateStore store;
    private final Map<String, Count> kinds = new TreeMap<>();
    private long commits;
    private long nanos;

    CountingStore(StateStore store) {
        this.store = store;
    }

    @Override
    public void load(Consumer<Row> each) {
        store.load(each);
    }

    @Override
    public void commit(List<Row> changes) {
        long begin = System.nanoTime();
        store.commit(changes);
        synchronized (this) {
            nanos += System.nanoTime() - begin;
            commits++;
            changes.forEach(this::count);
        }
    }

    private void count(Row row) {
        boolean isBegun = row.key().endsWith(" begun");
        Count count = kinds.computeIfAbsent(row.kind().text() + (isBegun ? " begun" : ""), unused -> new Count());
        byte[] value = row.value();
        if (value == null) {
            count.deletes++;
        } else {
            count.puts++;
            count.bytes += value.length + row.key().length();
        }
    }

    /** Prints what was counted. */
    synchronized void print(long transitions, double seconds) {
        long rows = kinds.values().stream()
                .mapToLong(count -> count.puts + count.deletes)
                .sum();
        long bytes = kinds.values().stream().mapToLong(count -> count.bytes).sum();
        System.out.printf(
                Locale.ROOT,
                "    %.2f rows and %,.0f bytes a transition; %,.0f rows/s; %,d commits, under way %.0f%% of the time%n",
                rows / (double) transitions,
                bytes / (double) transitions,
                rows / seconds,
                commits,
                nanos / seconds / 1e7);
        kinds.forEach((kind, count) -> System.out.printf(
                Locale.ROOT,
                "    %-16s %5.2f put (%,7.0f bytes each) %5.2f deleted, a transition%n",
                kind,
                count.puts / (double) transitions,
                count.bytes / (double) Math.max(1, count.puts),
                count.deletes / (double) transitions));
    }

    /** Forgets what was counted so far. */
    synchronized void reset() {
        kinds.clear();
        commits = 0;
        nanos = 0;
    }

    @Override
    public void compact() {
        store.compact();
    }

    @Override
    public boolean isHeld() {
        return store.isHeld();
    }

    @Override
    public void close() {
        store.close();
    }
}

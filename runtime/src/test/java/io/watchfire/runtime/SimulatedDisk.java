package io.watchfire.runtime;

import io.watchfire.notifiers.store.MemoryStore;
import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StateStore;
import java.util.List;
import java.util.random.RandomGenerator;

/** Where the processes of a simulation keep their state, one after the other. */
public interface SimulatedDisk extends AutoCloseable {
    /** The state as the process before left it. */
    StateStore open();

    /**
     * The process ends in the middle of a commit, or right behind it.
     *
     * @return whether the commit outlives that
     */
    boolean cut(StateStore store, List<Row> commit, RandomGenerator random);

    @Override
    default void close() {}

    /** Rows in memory: a commit is there whole or not at all. */
    static SimulatedDisk inMemory() {
        MemoryStore rows = new MemoryStore();
        return new SimulatedDisk() {
            @Override
            public StateStore open() {
                return rows;
            }

            @Override
            public boolean cut(StateStore store, List<Row> commit, RandomGenerator random) {
                boolean isKept = random.nextBoolean();
                if (isKept) {
                    rows.commit(commit);
                }
                return isKept;
            }
        };
    }
}

package io.watchfire.runtime;

import io.watchfire.notifiers.store.Row;
import java.util.List;

/** Where changes go that have to outlive the process. */
@FunctionalInterface
interface Keeping {
    /** Nothing outlives the process. */
    Keeping NOTHING = (rows, whenKept) -> whenKept.run();

    /** Takes on changes that belong together. Never waits; what is to happen once they are durable may happen at once or on another thread. */
    void keep(List<Row> rows, Runnable whenKept);
}

package io.watchfire.store.sqlite;

import io.watchfire.notifiers.store.StateStore;
import io.watchfire.notifiers.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What every store does, in SQLite. */
class SqliteStoreTest extends StoreContract {
    @TempDir
    Path directory;

    @Override
    protected StateStore open() {
        return SqliteStore.open(directory.resolve("상태 100% #1 ?x=1"));
    }
}

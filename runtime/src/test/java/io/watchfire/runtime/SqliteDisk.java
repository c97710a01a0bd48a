package io.watchfire.runtime;

import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StateStore;
import io.watchfire.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files of SQLite. A process leaves them as they are at that moment; a crash in a commit cuts the log at any byte. */
final class SqliteDisk implements SimulatedDisk {
    private static final String DATABASE = "state.db";
    private static final String LOG = "state.db-wal";

    private final Path folder;
    private int processes;
    private @Nullable SqliteStore store;
    /** The log as the last process left it; null if that is what stands in its folder. */
    private byte @Nullable [] cutLog;

    SqliteDisk() {
        try {
            folder = Files.createTempDirectory("watchfire-simulation");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public StateStore open() {
        try {
            Path next = Files.createDirectory(folder.resolve(Integer.toString(processes + 1)));
            SqliteStore before = store;
            if (before != null) {
                // Before it is closed: that takes the log over into the database.
                Files.copy(here().resolve(DATABASE), next.resolve(DATABASE));
                byte[] log = cutLog == null ? log() : cutLog;
                Files.write(next.resolve(LOG), log);
                before.close();
                delete(here());
            }
            cutLog = null;
            processes++;
            store = SqliteStore.open(next);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean cut(StateStore open, List<Row> commit, RandomGenerator random) {
        try {
            byte[] before = log();
            open.commit(commit);
            byte[] after = log();
            if (after.length < before.length || Arrays.mismatch(before, after) != before.length) {
                return true; // The log began anew: its parts are those of other commits.
            }
            int length = before.length + random.nextInt(after.length - before.length + 1);
            byte[] cut = Arrays.copyOf(after, length);
            if (random.nextBoolean()) {
                // Space that the file had already, and that was not written.
                cut = Arrays.copyOf(cut, after.length);
            }
            cutLog = cut;
            return Arrays.equals(cut, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        SqliteStore last = store;
        if (last != null) {
            last.close();
        }
        delete(folder);
    }

    private Path here() {
        return folder.resolve(Integer.toString(processes));
    }

    private byte[] log() throws IOException {
        Path log = here().resolve(LOG);
        return Files.exists(log) ? Files.readAllBytes(log) : new byte[0];
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

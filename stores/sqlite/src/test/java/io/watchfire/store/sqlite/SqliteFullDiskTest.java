package io.watchfire.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk costs nothing that was committed, and nothing for good. */
class SqliteFullDiskTest {
    @TempDir
    Path temporary;

    private static List<Row> big() {
        List<Row> rows = new ArrayList<>(List.of(Row.delete(Row.Kind.ALERT, "주문 0")));
        for (int i = 0; i < 200; i++) {
            rows.add(Row.put(Row.Kind.SNAPSHOT, "part " + i, new byte[50_000]));
        }
        return rows;
    }

    private static List<Row> undone(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.value() != null)
                .map(row -> Row.delete(row.kind(), row.key()))
                .toList();
    }

    @Test
    void aCommitWithoutRoomChangesNothingAndMayBeTriedAgain() throws SQLException {
        try (SqliteStore store = SqliteStore.open(temporary)) {
            store.commit(Committing.transaction(0));
            for (int i = 0; i < 3; i++) {
                pages(store, Schema.number(store.connection(), "pragma page_count") + 50);
                assertFull(store);
                assertThat(Committing.check(store)).isEqualTo(i + 1);
                store.commit(Committing.transaction(i + 1)); // there is room for what is small
            }
            List<Row> big = big();
            store.commit(big);
            store.commit(undone(big));
            store.commit(Committing.transaction(4));
        }
        try (SqliteStore store = SqliteStore.open(temporary)) {
            assertThat(Committing.check(store)).isEqualTo(5);
        }
    }

    private static void pages(SqliteStore store, int most) throws SQLException {
        store.connection().rollback();
        try (Statement statement = store.connection().createStatement()) {
            statement.execute("pragma max_page_count = " + most);
        }
    }

    private static void assertFull(SqliteStore store) {
        StoreException full = catchThrowableOfType(StoreException.class, () -> store.commit(big()));
        assertThat(full).hasMessageContaining("cannot be written, the disk is full: make room on it");
        assertThat(full.isFinal()).isFalse();
        assertThat(store.isHeld()).isTrue();
    }

    @Test
    void aFullDiskIsOpenedReadAndUsedAgainWhenThereIsRoom() throws Exception {
        assumeTrue(mounted(temporary), "a small disk can only be mounted by root");
        try {
            Path ballast = Files.write(temporary.resolve("ballast"), new byte[2 << 20]);
            Path directory = temporary.resolve("state");
            int count = 0;
            try (SqliteStore store = SqliteStore.open(directory)) {
                StoreException full = null;
                while (full == null) {
                    int number = count;
                    full = catchThrowableOfType(
                            StoreException.class, () -> store.commit(Committing.transaction(number)));
                    count += full == null ? 1 : 0;
                }
                assertThat(full).hasMessageContaining("the disk is full");
                assertThat(count).isGreaterThan(5);
                assertFull(store);
                assertThat(Committing.check(store)).isEqualTo(count);
            }
            fill(temporary.resolve("more"));
            try (SqliteStore store = SqliteStore.open(directory)) {
                assertThat(Committing.check(store))
                        .as("opened on the full disk")
                        .isEqualTo(count);
                assertFull(store);
                Files.delete(temporary.resolve("more"));
                Files.delete(ballast);
                store.commit(Committing.transaction(count));
            }
            try (SqliteStore store = SqliteStore.open(directory)) {
                assertThat(Committing.check(store)).isEqualTo(count + 1);
            }
        } finally {
            run("umount", temporary.toString());
        }
    }

    private static void fill(Path file) throws IOException {
        Files.createFile(file);
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[512]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space");
        }
    }

    private static boolean mounted(Path directory) throws InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", directory.toString());
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

package io.watchfire.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StoreException;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.JDBC;

/** Who may open a directory, and what it has to look like. */
class SqliteOpeningTest {
    @TempDir
    Path temporary;

    private Path directory;

    @BeforeEach
    void aDirectoryThatIsNotThereYet() throws IOException {
        directory = temporary.toRealPath().resolve("deep").resolve("state");
    }

    private static Row row(String key, String value) {
        return Row.put(Row.Kind.ALERT, key, value.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> keys(SqliteStore store) {
        List<String> keys = new ArrayList<>();
        store.load(row -> keys.add(row.key()));
        return keys;
    }

    @Test
    void oneStoreInAProcessUsesADirectoryAtATime() throws Exception {
        Path link = temporary.resolve("link");
        SqliteStore first = SqliteStore.open(directory);
        Files.createSymbolicLink(link, directory);
        for (Path again : List.of(directory, link, directory.resolve("..").resolve("state"))) {
            StoreException refused = catchThrowableOfType(StoreException.class, () -> SqliteStore.open(again));
            assertThat(refused)
                    .hasMessage(
                            "The state in " + directory + " is in use by this process already: close that store first,"
                                    + " or give each its own directory.");
            assertThat(refused.isFinal()).isFalse();
        }
        first.commit(List.of(row("a", "1")));
        assertThat(first.isHeld()).isTrue();
        first.close();
        assertThat(first.isHeld()).isFalse();
        assertThatThrownBy(() -> first.commit(List.of(row("b", "1"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is closed");
        try (SqliteStore second = SqliteStore.open(link)) {
            assertThat(keys(second)).containsExactly("a");
        }
    }

    @Test
    void anotherClassLoaderIsTheSameProcess() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(Path.of(element).toUri().toURL());
        }
        try (SqliteStore first = SqliteStore.open(directory);
                URLClassLoader other =
                        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> store = other.loadClass(SqliteStore.class.getName());
            assertThat(store).isNotSameAs(SqliteStore.class);
            assertThatThrownBy(() -> store.getMethod("open", Path.class).invoke(null, directory))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("in use by this process already");
            assertThat(first.isHeld()).isTrue();
        }
    }

    @Test
    void oneProcessUsesADirectoryAtATime() throws Exception {
        Process other = Committing.start(directory);
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("0.");
            StoreException refused = catchThrowableOfType(StoreException.class, () -> SqliteStore.open(directory));
            assertThat(refused)
                    .hasMessage("The state in " + directory + " is in use by another process (" + other.pid()
                            + "): end that one first, or give each its own directory.");
            assertThat(refused.isFinal()).isFalse();
        } finally {
            other.destroyForcibly().waitFor();
        }
        try (SqliteStore mine = SqliteStore.open(directory)) {
            assertThatThrownBy(() -> SqliteStore.open(directory)).isInstanceOf(StoreException.class);
            // That try has not let go of the lock.
            Process late = Committing.start(directory);
            assertThat(late.inputReader().readLine())
                    .isEqualTo("refused: The state in " + directory + " is in use by another process ("
                            + ProcessHandle.current().pid() + "): end that one first, or give each its own directory.");
            assertThat(late.waitFor()).isEqualTo(1);
            assertThat(mine.isHeld()).isTrue();
        }
    }

    @Test
    void onlyTheOwnerMayRead() throws IOException {
        assumeTrue(
                Files.getFileStore(temporary).supportsFileAttributeView("posix"), "this file system knows no owners");
        try (SqliteStore store = SqliteStore.open(directory)) {
            store.commit(List.of(row("a", "1")));
            assertThat(permissions(directory.getParent())).containsEntry("state", "rwx------");
            assertThat(permissions(directory))
                    .containsEntry("state.db", "rw-------")
                    .containsEntry("state.db-wal", "rw-------")
                    .containsOnlyKeys("state.db", "state.db-wal", "state.lock")
                    .allSatisfy((name, permissions) -> assertThat(permissions).isEqualTo("rw-------"));
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
        try (SqliteStore store = SqliteStore.open(directory)) {
            store.commit(List.of(row("b", "1")));
            assertThat(permissions(directory))
                    .hasSize(3)
                    .allSatisfy((name, permissions) -> assertThat(permissions).isEqualTo("rw-------"));
            assertThat(permissions(directory.getParent())).containsEntry("state", "rwxr-xr-x");
        }
    }

    private static Map<String, String> permissions(Path directory) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                all.put(
                        file.getFileName().toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        return all;
    }

    @Test
    void aCommitWaitsForTheDisk() throws SQLException {
        try (SqliteStore store = SqliteStore.open(directory)) {
            assertThat(Schema.number(store.connection(), "pragma synchronous")).isEqualTo(2);
            assertThat(Schema.number(store.connection(), "pragma fullfsync")).isEqualTo(1);
            assertThat(Files.exists(directory.resolve("state.db-wal"))).isTrue();
        }
    }

    @Test
    void anOlderVersionIsBroughtForwardAndANewerOneRefused() throws Exception {
        List<String> steps = new ArrayList<>(Schema.CURRENT.steps());
        int known = steps.size();
        try (SqliteStore store = SqliteStore.open(directory)) {
            store.commit(List.of(row("a", "1")));
        }
        steps.add("create table note (text text)");
        steps.add("insert into state select kind, cast(key || ' of old' as blob), value from state");
        try (SqliteStore store = SqliteStore.open(directory, new Schema(steps))) {
            assertThat(keys(store)).containsExactly("a", "a of old");
        }
        try (SqliteStore store = SqliteStore.open(directory, new Schema(steps))) {
            assertThat(keys(store)).as("each step is made once").containsExactly("a", "a of old");
        }
        byte[] before = Files.readAllBytes(directory.resolve("state.db"));
        StoreException refused = catchThrowableOfType(StoreException.class, () -> SqliteStore.open(directory));
        assertThat(refused)
                .hasMessage(directory.resolve("state.db") + " has version " + (known + 2)
                        + ", and this Watchfire knows versions up to " + known
                        + ": use the newer Watchfire that wrote it, or another directory.");
        assertThat(refused.isFinal()).isTrue();
        assertThat(Files.readAllBytes(directory.resolve("state.db"))).isEqualTo(before);
    }

    @Test
    void aStepForwardThatFailsChangesNothing() {
        try (SqliteStore store = SqliteStore.open(directory)) {
            store.commit(List.of(row("a", "1")));
        }
        List<String> steps = new ArrayList<>(Schema.CURRENT.steps());
        steps.add("delete from state");
        steps.add("insert into no_such_table values (1)");
        assertThatThrownBy(() -> SqliteStore.open(directory, new Schema(steps)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no such table: no_such_table");
        try (SqliteStore store = SqliteStore.open(directory)) {
            assertThat(keys(store)).containsExactly("a");
        }
    }

    @Test
    void aKindOfRowsOfANewerVersionIsRefused() throws SQLException {
        try (SqliteStore store = SqliteStore.open(directory)) {
            store.commit(List.of(row("a", "1")));
            try (Statement statement = store.connection().createStatement()) {
                statement.execute("insert into state values ('holiday', x'61', x'31')");
            }
            store.connection().commit();
        }
        StoreException refused = catchThrowableOfType(StoreException.class, () -> SqliteStore.open(directory));
        assertThat(refused)
                .hasMessageContaining("holds rows of the kind 'holiday', which this Watchfire does not know");
        assertThat(refused.isFinal()).isTrue();
    }

    static Stream<Arguments> damage() {
        byte[] zeros = new byte[10_000];
        byte[] noise = new byte[10_000];
        Arrays.fill(noise, (byte) 0xA5);
        return Stream.of(
                Arguments.of("text", "주문이 느립니다, and more\n".repeat(100).getBytes(StandardCharsets.UTF_8)),
                Arguments.of("a few letters", "hello".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("zeros", zeros),
                Arguments.of("noise", noise));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damage")
    void whatIsNoDatabaseIsRefusedAndKept(String what, byte[] content) throws IOException {
        Files.createDirectories(directory);
        Path file = Files.write(directory.resolve("state.db"), content);
        StoreException refused = catchThrowableOfType(StoreException.class, () -> SqliteStore.open(directory));
        assertThat(refused).hasMessageStartingWith(file + " is damaged, or no database");
        assertThat(refused.isFinal()).isTrue();
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    @Test
    void thePagesOfADamagedDatabaseAreNotTaken() throws IOException {
        try (SqliteStore store = SqliteStore.open(directory)) {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                rows.add(row("alert " + i, "x".repeat(100)));
            }
            store.commit(rows);
        }
        Path file = directory.resolve("state.db");
        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, 40_960, damaged.length, (byte) 0xA5);
        for (byte[] content : List.of(damaged, Arrays.copyOf(whole, 40_960))) {
            Files.write(file, content);
            StoreException refused = catchThrowableOfType(StoreException.class, () -> {
                try (SqliteStore store = SqliteStore.open(directory)) {
                    keys(store);
                }
            });
            assertThat(refused).hasMessageContaining("is damaged").hasMessageContaining("malformed");
            assertThat(refused.isFinal()).isTrue();
        }
    }

    @Test
    void anEmptyFileIsANewDatabase() throws IOException {
        Files.createDirectories(directory);
        Files.createFile(directory.resolve("state.db"));
        try (SqliteStore store = SqliteStore.open(directory)) {
            assertThat(keys(store)).isEmpty();
        }
    }

    @Test
    void theDatabaseOfAnotherProgramIsRefusedAndKept() throws Exception {
        Files.createDirectories(directory);
        Path file = directory.resolve("state.db");
        try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("create table state (kind, key, value)");
        }
        byte[] before = Files.readAllBytes(file);
        StoreException refused = catchThrowableOfType(StoreException.class, () -> SqliteStore.open(directory));
        assertThat(refused)
                .hasMessage(file + " is a database, but not of Watchfire: choose another directory for the state.");
        assertThat(refused.isFinal()).isTrue();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aPlaceThatIsNoDirectoryIsNamed() throws IOException {
        Files.createDirectories(directory.getParent());
        Files.writeString(directory, "a file");
        assertThatThrownBy(() -> SqliteStore.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(directory.toString());
        assertThatThrownBy(() -> SqliteStore.open(directory.resolve("below")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(directory.toString());
    }
}

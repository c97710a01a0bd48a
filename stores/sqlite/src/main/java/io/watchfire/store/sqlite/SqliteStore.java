package io.watchfire.store.sqlite;

import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StateStore;
import io.watchfire.notifiers.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteException;

/**
 * Rows in a SQLite database, in a directory that one process at a time uses. What was committed outlives the end of the process and
 * a power cut; each commit waits for the disk. The directory has to be on a local disk.
 */
public final class SqliteStore implements StateStore {
    /**
     * No memory is shared with other processes, as there are none. The log of changes is written to the disk at each commit, and
     * taken over into the database when it has 64 MB. No files are mapped to memory: an error of the disk would end the process.
     */
    private static final String[] SETTINGS = {
        "pragma page_size = 4096",
        "pragma auto_vacuum = incremental",
        "pragma journal_mode = wal",
        "pragma synchronous = full",
        "pragma fullfsync = on",
        "pragma checkpoint_fullfsync = on",
        "pragma wal_autocheckpoint = 16384",
        "pragma journal_size_limit = 134217728",
        "pragma temp_store = memory",
        "pragma cache_size = -32768",
    };

    private static final String PUT = "insert into state (kind, key, value) values (?, ?, ?)"
            + " on conflict (kind, key) do update set value = excluded.value";
    private static final String DELETE = "delete from state where kind = ? and key = ?";

    /** How many pages are moved in one transaction. */
    private static final int COMPACTED_AT_ONCE = 4_096;

    private final Path file;
    private final DirectoryLock lock;
    private final Schema schema;
    private @Nullable Connection connection;
    private volatile boolean isOpen = true;

    private SqliteStore(Path file, DirectoryLock lock, Schema schema) {
        this.file = file;
        this.lock = lock;
        this.schema = schema;
    }

    /**
     * Opens the state in a directory, and makes both if there are none: the directory and its files are for their owner only. A
     * directory that is there keeps its permissions, and may hold other files.
     *
     * @throws StoreException if another process or this one uses it already, if it is damaged, of a newer version or not of
     *     Watchfire, or if it cannot be read and written
     */
    public static SqliteStore open(Path directory) {
        return open(directory, Schema.CURRENT);
    }

    static SqliteStore open(Path directory, Schema schema) {
        DirectoryLock lock = null;
        boolean isDone = false;
        try {
            Path real = OwnFiles.directory(directory);
            lock = DirectoryLock.take(real);
            // SQLite gives the files beside it the permissions of the database.
            Path file = OwnFiles.create(real.resolve("state.db"));
            OwnFiles.restrict(real.resolve("state.db-wal"));
            SqliteStore store = new SqliteStore(file, lock, schema);
            store.connect();
            isDone = true;
            return store;
        } catch (IOException e) {
            throw StoreException.passing("The state in " + directory + " cannot be opened: " + e, e);
        } finally {
            if (!isDone && lock != null) {
                lock.close();
            }
        }
    }

    /** The connection, which has begun a transaction; a new one after an error that ended the last one's. */
    private Connection connect() {
        if (!isOpen) {
            throw StoreException.forGood(file + " is closed: open it again.", null);
        }
        if (connection == null) {
            try {
                connection = connected();
            } catch (SQLException e) {
                throw failure("cannot be opened", e);
            }
        }
        return connection;
    }

    private Connection connected() throws SQLException {
        // As a URI: a plain name may not have a question mark.
        Properties driver = new Properties();
        driver.setProperty("jdbc.get_generated_keys", "false"); // else it asks for them after each row
        Connection fresh = JDBC.createConnection("jdbc:sqlite:" + file.toUri(), driver);
        boolean isDone = false;
        try {
            try (Statement statement = fresh.createStatement()) {
                statement.execute("pragma busy_timeout = 0");
                statement.execute("pragma locking_mode = exclusive");
                schema.check(fresh, file.toString()); // before anything is changed
                for (String setting : SETTINGS) {
                    statement.execute(setting);
                }
            }
            fresh.setAutoCommit(false);
            schema.apply(fresh);
            Schema.checkKinds(fresh, file.toString());
            fresh.rollback();
            isDone = true;
            return fresh;
        } finally {
            if (!isDone) {
                close(fresh);
            }
        }
    }

    @Override
    public synchronized void load(Consumer<Row> each) {
        try (PreparedStatement query =
                connect().prepareStatement("select key, value from state where kind = ? order by key")) {
            for (Row.Kind kind : Row.Kind.values()) {
                query.setString(1, kind.text());
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        each.accept(Row.put(kind, new String(bytes(rows, 1), StandardCharsets.UTF_8), bytes(rows, 2)));
                    }
                }
            }
        } catch (SQLException e) {
            throw failure("cannot be read", e);
        } finally {
            rollback();
        }
    }

    private static byte[] bytes(ResultSet rows, int column) throws SQLException {
        byte[] bytes = rows.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }

    @Override
    public synchronized void commit(List<Row> changes) {
        Connection connection = connect();
        boolean isDone = false;
        // The driver gives up a statement that has failed: so they are made anew.
        try (PreparedStatement put = connection.prepareStatement(PUT);
                PreparedStatement delete = connection.prepareStatement(DELETE)) {
            for (Row row : changes) {
                byte[] value = row.value();
                PreparedStatement statement = value == null ? delete : put;
                statement.setString(1, row.kind().text());
                statement.setBytes(2, row.key().getBytes(StandardCharsets.UTF_8));
                if (value != null) {
                    statement.setBytes(3, value);
                }
                statement.executeUpdate();
            }
            connection.commit();
            isDone = true;
        } catch (SQLException e) {
            throw failure("cannot be written", e);
        } finally {
            if (!isDone) {
                rollback();
            }
        }
    }

    @Override
    public synchronized void compact() {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            int free = Schema.number(connection, "pragma freelist_count");
            for (int before = free + 1; free > 0 && free < before; ) {
                statement.executeUpdate("pragma incremental_vacuum(" + COMPACTED_AT_ONCE + ")");
                connection.commit();
                before = free;
                free = Schema.number(connection, "pragma freelist_count");
            }
            connection.rollback();
            connection.setAutoCommit(true);
            statement.execute("pragma wal_checkpoint(truncate)");
        } catch (SQLException e) {
            throw failure("cannot be compacted", e);
        } finally {
            rollback();
        }
    }

    /** Whether it is open: no other process can take it over. */
    @Override
    public boolean isHeld() {
        return isOpen;
    }

    @Override
    public synchronized void close() {
        if (isOpen) {
            isOpen = false;
            giveUpConnection();
            lock.close();
        }
    }

    /** For the tests: the connection with its settings. */
    Connection connection() {
        return connect();
    }

    /**
     * Ends the transaction. Some errors, such as a full disk, make SQLite end it by itself, which the driver does not notice: it
     * would go on without transactions.
     */
    private void rollback() {
        try {
            if (connection != null && connection.getAutoCommit()) {
                connection.setAutoCommit(false);
            } else if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException e) {
            giveUpConnection();
        }
    }

    private void giveUpConnection() {
        if (connection != null) {
            close(connection);
            connection = null;
        }
    }

    /** What is not taken over into the database stays in the log, from which the next one reads it. */
    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing that was committed depends on it.
        }
    }

    private StoreException failure(String what, SQLException e) {
        int code = e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : -1;
        String where = file.toString();
        String cause = ": " + e.getMessage();
        return switch (code) {
            case 11, 26 -> // SQLITE_CORRUPT, SQLITE_NOTADB
                StoreException.forGood(
                        where + " is damaged, or no database" + cause + ". Put back a copy of the directory, or move"
                                + " state.db and state.db-wal away: then nothing is known of the alerts before.",
                        e);
            case 13 -> // SQLITE_FULL
                StoreException.passing(where + " " + what + ", the disk is full: make room on it" + cause, e);
            case 5, 6 -> // SQLITE_BUSY, SQLITE_LOCKED
                StoreException.passing(where + " " + what + ", another program uses it: end that one" + cause, e);
            default -> StoreException.passing(where + " " + what + cause, e);
        };
    }
}

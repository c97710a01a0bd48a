package io.watchfire.store.postgres;

import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StateStore;
import io.watchfire.notifiers.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Rows in a PostgreSQL database, for several instances of a service of which one at a time has the lease, and acts. What was
 * committed is as durable as the database makes it; each commit waits for that.
 *
 * <p>An instance renews its lease while it runs. One that does not, because it has ended, is paused or cannot reach the database,
 * loses it: {@link #isHeld} is false then, for good, and whatever it commits is refused by the database itself. Then it may be closed
 * and acquired anew.
 */
public final class PostgresStore implements StateStore {
    /** How long an answer may take. Commits are short; what takes longer is a network that swallows all. */
    private static final int PATIENCE_MILLIS = 60_000;

    /** How much is fetched at a time, in bytes and in rows. */
    private static final int FETCHED_BYTES = 16 << 20;

    private static final int FETCHED_ROWS = 5_000;

    private final DataSource source;
    private final Schema schema;
    private final Lease lease;
    private final long token;
    private final Deadline deadline;
    private final Renewal renewal;
    private @Nullable Connection connection;
    private volatile boolean isOpen = true;

    private PostgresStore(
            DataSource source, Schema schema, Lease lease, Connection connection, long token, Deadline deadline) {
        this.source = source;
        this.schema = schema;
        this.lease = lease;
        this.connection = connection;
        this.token = token;
        this.deadline = deadline;
        this.renewal = new Renewal(source, lease, token, deadline);
    }

    /**
     * A data source for {@link #acquire}, of a URL such as {@code jdbc:postgresql://host/database?user=watchfire&password=..}.
     *
     * @throws IllegalArgumentException if the URL is none of PostgreSQL
     */
    public static DataSource connectTo(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException e) {
            // Without the cause, which shows the URL, and the password in it.
            throw new IllegalArgumentException(
                    "The URL is none of PostgreSQL: write jdbc:postgresql://HOST:PORT/DATABASE?user=NAME&password=..");
        }
        return source;
    }

    /**
     * Waits until no other instance has the lease, and takes it. Makes the tables if there are none.
     *
     * @param source opens connections that belong to the store until it is closed, two of them. So it is no pool that others use,
     *     and leads to the database itself, not to a pool of connections before it
     * @throws StoreException if the database cannot be reached, or its tables are of a newer version
     */
    public static PostgresStore acquire(DataSource source, PostgresOptions options) throws InterruptedException {
        return tryAcquire(source, options, Duration.ofNanos(Long.MAX_VALUE)).orElseThrow();
    }

    /**
     * Waits no longer than so; with zero it only looks.
     *
     * @return empty if another instance had the lease all the time
     * @throws StoreException as {@link #acquire}
     */
    public static Optional<PostgresStore> tryAcquire(DataSource source, PostgresOptions options, Duration limit)
            throws InterruptedException {
        return tryAcquire(source, options, limit, Schema.CURRENT);
    }

    static Optional<PostgresStore> tryAcquire(DataSource source, PostgresOptions options, Duration limit, Schema schema)
            throws InterruptedException {
        long begin = System.nanoTime();
        Lease lease = new Lease(options);
        Connection connection = null;
        PostgresStore store = null;
        try {
            connection = connect(source, lease);
            schema.apply(connection);
            Schema.checkKinds(connection, options.service());
            lease.create(connection);
            while (true) {
                Duration remaining = lease.remaining(connection);
                long asked = System.nanoTime();
                OptionalLong token = remaining.isZero() ? lease.take(connection) : OptionalLong.empty();
                if (token.isPresent()) {
                    Deadline deadline = new Deadline(System::nanoTime, options.lease(), asked);
                    store = new PostgresStore(source, schema, lease, connection, token.getAsLong(), deadline);
                    store.renewal.start();
                    return Optional.of(store);
                }
                long left = limit.toNanos() - (System.nanoTime() - begin);
                if (left <= 0) {
                    return Optional.empty();
                }
                // Whoever has it may give it back before it ends.
                long pause = Math.min(1_000, Math.min(options.lease().toMillis() / 4, remaining.toMillis()));
                Thread.sleep(Math.min(left / 1_000_000 + 1, Math.max(1, pause)));
            }
        } catch (SQLException e) {
            throw failure(options, "cannot be opened", e);
        } finally {
            if (store == null) {
                close(connection);
            }
        }
    }

    private static Connection connect(DataSource source, Lease lease) throws SQLException {
        Connection fresh = source.getConnection();
        boolean isDone = false;
        try (Statement statement = fresh.createStatement()) {
            long milliseconds = lease.options().lease().toMillis();
            fresh.setNetworkTimeout(Runnable::run, (int) Math.max(PATIENCE_MILLIS, milliseconds));
            fresh.setAutoCommit(true);
            statement.execute("select set_config('synchronous_commit', 'on', false)"
                    + " where current_setting('synchronous_commit') = 'off'");
            statement.execute("set idle_in_transaction_session_timeout = " + milliseconds);
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
        try {
            Connection connection = connection();
            begin(connection);
            connection.commit(); // the lock is for commits, and reading may take long
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
                statement.execute("set local idle_in_transaction_session_timeout = 0");
            }
            for (Row.Kind kind : Row.Kind.values()) {
                load(connection, kind, each);
            }
        } catch (SQLException e) {
            throw failed("cannot be read", e);
        } finally {
            rollback();
        }
    }

    private void load(Connection connection, Row.Kind kind, Consumer<Row> each) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select key, key_rest, value from watchfire_state"
                + " where service = ? and kind = ? order by key, key_rest")) {
            query.setString(1, lease.options().service());
            query.setString(2, kind.text());
            query.setFetchSize(10);
            long longest = 1;
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    byte[] beginning = rows.getBytes(1);
                    byte[] rest = rows.getBytes(2);
                    byte[] value = rows.getBytes(3);
                    long length = 100L + beginning.length + rest.length + value.length;
                    if (length > longest) {
                        longest = length;
                        rows.setFetchSize((int) Math.max(1, Math.min(FETCHED_ROWS, FETCHED_BYTES / longest)));
                    }
                    each.accept(Row.put(kind, KeyParts.key(beginning, rest), value));
                }
            }
        }
    }

    @Override
    public synchronized void commit(List<Row> changes) {
        // One change a row, so that their order does not matter.
        Map<Row.Kind, Map<String, Row>> last = new TreeMap<>();
        for (Row row : changes) {
            last.computeIfAbsent(row.kind(), unused -> new TreeMap<>()).put(row.key(), row);
        }
        try {
            Connection connection = connection();
            begin(connection);
            change(connection, last);
            connection.commit();
        } catch (SQLException e) {
            throw failed("cannot be written", e);
        } finally {
            rollback();
        }
    }

    private void change(Connection connection, Map<Row.Kind, Map<String, Row>> rows) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("insert into watchfire_state"
                        + " (service, kind, key, key_digest, key_rest, value) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (service, kind, key, key_digest) do update set value = excluded.value");
                PreparedStatement delete = connection.prepareStatement("delete from watchfire_state"
                        + " where service = ? and kind = ? and key = ? and key_digest = ?")) {
            for (Map<String, Row> ofKind : rows.values()) {
                for (Row row : ofKind.values()) {
                    byte[] value = row.value();
                    KeyParts key = KeyParts.of(row.key());
                    PreparedStatement statement = value == null ? delete : put;
                    statement.setString(1, lease.options().service());
                    statement.setString(2, row.kind().text());
                    statement.setBytes(3, key.beginning());
                    statement.setBytes(4, key.digest());
                    if (value != null) {
                        statement.setBytes(5, key.rest());
                        statement.setBytes(6, value);
                    }
                    statement.addBatch();
                }
            }
            put.executeBatch();
            delete.executeBatch();
        }
    }

    /** Leaves space of rows that are gone to other rows, of all services. */
    @Override
    public synchronized void compact() {
        try {
            Connection connection = connection();
            begin(connection);
            connection.rollback();
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                connection.setNetworkTimeout(Runnable::run, 0);
                statement.execute("vacuum watchfire_state");
                connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            }
        } catch (SQLException e) {
            throw failed("cannot be compacted", e);
        } finally {
            rollback();
        }
    }

    @Override
    public boolean isHeld() {
        return isOpen && !deadline.hasPassed();
    }

    /** Gives the lease back, so that another instance may take it at once. */
    @Override
    public synchronized void close() {
        if (!isOpen) {
            return;
        }
        isOpen = false;
        deadline.pass();
        renewal.close();
        try {
            if (connection == null) {
                connection = connect(source, lease);
            }
            lease.release(connection, token);
        } catch (SQLException e) {
            // It ends by itself.
        } finally {
            giveUpConnection();
        }
    }

    /** For the tests. */
    @Nullable
    Connection currentConnection() {
        return connection;
    }

    /** The connection whose commits are taken; a new one after an error that ended the last one. */
    private Connection connection() throws SQLException {
        if (!isOpen) {
            throw StoreException.forGood(
                    "The state of service '" + lease.options().service() + "' is closed: acquire it again.", null);
        }
        if (deadline.hasPassed()) {
            throw lost("");
        }
        if (connection == null) {
            Connection fresh = connect(source, lease);
            boolean isDone = false;
            try {
                schema.apply(fresh);
                if (!lease.attach(fresh, token)) {
                    throw lost(lease.holder(fresh));
                }
                isDone = true;
            } finally {
                if (!isDone) {
                    close(fresh);
                }
            }
            connection = fresh;
        }
        return connection;
    }

    /** Begins a transaction before whose end no other instance takes the lease. */
    private void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        if (!lease.hold(connection, token)) {
            throw lost(lease.holder(connection));
        }
    }

    private StoreException lost(String holder) {
        deadline.pass();
        String now = holder.isEmpty() ? "" : " (" + holder + " has it)";
        return StoreException.forGood(
                "This process has lost the lease of service '" + lease.options().service() + "'" + now
                        + ": it may not act on its state any more. Close it, and acquire it again.",
                null);
    }

    private void rollback() {
        try {
            if (connection != null) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                if (connection.isClosed()) {
                    giveUpConnection();
                }
            }
        } catch (SQLException e) {
            giveUpConnection();
        }
    }

    private void giveUpConnection() {
        close(connection);
        connection = null;
    }

    /** Whoever takes the lease over ends this connection: so the answer to a lost connection is asked for first. */
    private StoreException failed(String what, SQLException e) {
        rollback();
        if (connection == null) {
            try {
                connection();
            } catch (StoreException lost) {
                return lost;
            } catch (SQLException again) {
                e.addSuppressed(again);
            }
        }
        return failure(lease.options(), what, e);
    }

    static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // It was of no use any more.
        }
    }

    private static StoreException failure(PostgresOptions options, String what, SQLException e) {
        String message =
                "The state of service '" + options.service() + "' in PostgreSQL " + what + ": " + e.getMessage();
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("XX00")) {
            return StoreException.forGood(message + ". The database is damaged: put back a copy.", e);
        }
        return StoreException.passing(message, e);
    }
}

package io.watchfire.store.postgres;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The row of a service in the table of leases: who has it, until when by the clock of the database, and a token that grows each time
 * that another one takes it. It also names the one connection whose commits are taken.
 *
 * <p>A commit locks the row against being taken, not against being renewed. So whoever takes it waits for a commit that is under way;
 * and as its process may be paused for long, ends its connection first.
 */
record Lease(PostgresOptions options) {
    /** SQLSTATE of a lock that was not free in time. */
    private static final String LOCK_TIMEOUT = "55P03";

    /** How long to wait for a commit that is under way. */
    private static final int LONGEST_WAIT_MILLIS = 1_000;

    private static final String OWN_START = "(select backend_start from pg_stat_activity where pid = pg_backend_pid())";

    private long milliseconds() {
        return options.lease().toMillis();
    }

    /** Makes the row, which is free then, unless it is there. */
    void create(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into watchfire_lease"
                + " (service, token, expires, holder, backend_pid, backend_start)"
                + " values (?, 0, clock_timestamp(), '', 0, clock_timestamp()) on conflict do nothing")) {
            insert.setString(1, options.service());
            insert.executeUpdate();
        }
    }

    /** How long it is held by whoever holds it; zero if it is free. */
    Duration remaining(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select extract(epoch from expires - clock_timestamp()) * 1000"
                        + " from watchfire_lease where service = ?")) {
            query.setString(1, options.service());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Duration.ofMillis(Math.max(0, (long) Math.ceil(row.getDouble(1)))) : Duration.ZERO;
            }
        }
    }

    /**
     * Takes it if it is free, for a connection.
     *
     * @return the token; none if it is not free, or was not free soon
     */
    OptionalLong take(Connection connection) throws SQLException {
        try {
            return move(connection, "expires <= clock_timestamp()", -1, "token + 1");
        } catch (SQLException e) {
            if (LOCK_TIMEOUT.equals(e.getSQLState())) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /** Goes on with it on another connection; commits of the one before are not taken any more. False if another one has it. */
    boolean attach(Connection connection, long token) throws SQLException {
        return move(connection, "token = ?", token, "token").isPresent();
    }

    /** @param expected the token that the condition asks for; negative if it asks for none */
    private OptionalLong move(Connection connection, String condition, long expected, String newToken)
            throws SQLException {
        String row = " where service = ? and " + condition;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            endOther(connection, row, expected);
            statement.execute("set local lock_timeout = " + LONGEST_WAIT_MILLIS);
            try (PreparedStatement lock =
                    connection.prepareStatement("select 1 from watchfire_lease" + row + " for update")) {
                if (!isThere(lock, expected)) {
                    return OptionalLong.empty();
                }
            }
            try (PreparedStatement update = connection.prepareStatement("update watchfire_lease set token = " + newToken
                    + ", expires = clock_timestamp() + ? * interval '1 millisecond', holder = ?,"
                    + " backend_pid = pg_backend_pid(), backend_start = " + OWN_START
                    + " where service = ? returning token")) {
                update.setLong(1, milliseconds());
                update.setString(2, self());
                update.setString(3, options.service());
                try (ResultSet moved = update.executeQuery()) {
                    moved.next();
                    long token = moved.getLong(1);
                    connection.commit();
                    return OptionalLong.of(token);
                }
            }
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Ends the connection that had it, which the database allows if it is one of the same user; else it ends when it is idle. */
    private void endOther(Connection connection, String row, long expected) throws SQLException {
        try (PreparedStatement end = connection.prepareStatement(
                "select pg_terminate_backend(a.pid) from pg_stat_activity a join (select * from watchfire_lease" + row
                        + ") l on a.pid = l.backend_pid and a.backend_start = l.backend_start"
                        + " where a.pid <> pg_backend_pid() and a.usename = current_user")) {
            isThere(end, expected);
        }
    }

    private boolean isThere(PreparedStatement query, long expected) throws SQLException {
        query.setString(1, options.service());
        if (expected >= 0) {
            query.setLong(2, expected);
        }
        try (ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }

    /** Begins it anew. False if another one has it. */
    boolean renew(Connection connection, long token) throws SQLException {
        return update(connection, token, milliseconds());
    }

    /** Gives it back, if it is still ours. */
    void release(Connection connection, long token) throws SQLException {
        update(connection, token, 0);
    }

    private boolean update(Connection connection, long token, long milliseconds) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update watchfire_lease set"
                + " expires = clock_timestamp() + ? * interval '1 millisecond' where service = ? and token = ?")) {
            update.setLong(1, milliseconds);
            update.setString(2, options.service());
            update.setLong(3, token);
            return update.executeUpdate() == 1;
        }
    }

    /** Makes sure of it until the end of this transaction. False if another one has it, or another connection. */
    boolean hold(Connection connection, long token) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select 1 from watchfire_lease"
                + " where service = ? and token = ? and backend_pid = pg_backend_pid() for key share")) {
            return isThere(query, token);
        }
    }

    /** Who has it or had it last, for people; may be empty. */
    String holder(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select holder from watchfire_lease where service = ?")) {
            query.setString(1, options.service());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private static String self() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown host";
        }
        return "process " + ProcessHandle.current().pid() + " on " + host;
    }
}

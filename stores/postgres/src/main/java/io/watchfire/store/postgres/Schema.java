package io.watchfire.store.postgres;

import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The form of the tables, by versions, shared by all services of a database.
 *
 * @param steps what leads from each version to the next, the first from nothing to version 1; what stands here never changes
 */
record Schema(List<String> steps) {
    /** An index of PostgreSQL takes no keys above 2.7 kB: of longer ones it has the beginning and a digest of the rest. */
    static final Schema CURRENT = new Schema(List.of("""
            create table watchfire_lease (
                service text primary key,
                token bigint not null,
                expires timestamptz not null,
                holder text not null,
                backend_pid integer not null,
                backend_start timestamptz not null
            );
            create table watchfire_state (
                service text not null,
                kind text collate "C" not null,
                key bytea not null,
                key_digest bytea not null,
                key_rest bytea not null,
                value bytea not null,
                primary key (service, kind, key, key_digest)
            )
            """));

    /** Any number that other programs are not likely to lock. */
    private static final long LOCK = 0x7761746368666972L;

    /**
     * Brings the tables to this version, all the way or not at all; of several that do so at once, one does it.
     *
     * @throws StoreException if they are of a newer version
     */
    void apply(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            if (number(
                            statement,
                            "select count(*) from (select to_regclass('watchfire_schema') r) t where r is not null")
                    == 0) {
                statement.execute("create table watchfire_schema (version integer not null)");
                statement.execute("insert into watchfire_schema values (0)");
            }
            int version = number(statement, "select version from watchfire_schema");
            if (version > steps.size()) {
                throw StoreException.forGood(
                        "The state in PostgreSQL has version " + version + ", and this Watchfire knows versions up to "
                                + steps.size()
                                + ": use the newer Watchfire that wrote it, or another database or schema.",
                        null);
            }
            if (version < steps.size()) {
                for (String step : steps.subList(version, steps.size())) {
                    statement.execute(step);
                }
                statement.execute("update watchfire_schema set version = " + steps.size());
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /** Refuses rows that a newer Watchfire wrote without another form of the tables. */
    static void checkKinds(Connection connection, String service) throws SQLException {
        Set<String> known = new HashSet<>();
        Arrays.stream(Row.Kind.values()).forEach(kind -> known.add(kind.text()));
        try (PreparedStatement next =
                connection.prepareStatement("select min(kind) from watchfire_state where service = ? and kind > ?")) {
            String kind = "";
            while (kind != null) {
                next.setString(1, service);
                next.setString(2, kind);
                try (ResultSet row = next.executeQuery()) {
                    kind = row.next() ? row.getString(1) : null;
                }
                if (kind != null && !known.contains(kind)) {
                    throw StoreException.forGood(
                            "The state of service '" + service + "' in PostgreSQL holds rows of the kind '" + kind
                                    + "', which this Watchfire does not know: use the newer Watchfire that wrote them.",
                            null);
                }
            }
        }
    }
}

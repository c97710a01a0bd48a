package io.watchfire.store.sqlite;

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
 * The form of the tables, by versions.
 *
 * @param steps what leads from each version to the next, the first from an empty file to version 1; what stands here never changes
 */
record Schema(List<String> steps) {
    /** In the header of the file: "wfst". Tells our files from other SQLite databases. */
    private static final int APPLICATION = 0x77667374;

    /** The rows stand in the tree of their key: one look-up each, and told in order as they lie. */
    static final Schema CURRENT = new Schema(List.of("""
            create table state (
                kind text not null,
                key blob not null,
                value blob not null,
                primary key (kind, key)
            ) without rowid, strict
            """));

    /** Refuses what is another's, or of a newer version. */
    void check(Connection connection, String where) throws SQLException {
        int application = number(connection, "pragma application_id");
        int version = number(connection, "pragma user_version");
        if (application != APPLICATION && !isEmpty(connection)) {
            throw StoreException.forGood(
                    where + " is a database, but not of Watchfire: choose another directory for the state.", null);
        }
        if (version > steps.size()) {
            throw StoreException.forGood(
                    where + " has version " + version + ", and this Watchfire knows versions up to " + steps.size()
                            + ": use the newer Watchfire that wrote it, or another directory.",
                    null);
        }
    }

    /** Brings a database to this version, all the way or not at all. */
    void apply(Connection connection) throws SQLException {
        int version = number(connection, "pragma user_version");
        if (version == steps.size()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (String step : steps.subList(version, steps.size())) {
                statement.execute(step);
            }
            statement.execute("pragma application_id = " + APPLICATION);
            statement.execute("pragma user_version = " + steps.size());
        }
        connection.commit();
    }

    /** So is a file whose first opening was cut short. */
    private static boolean isEmpty(Connection connection) throws SQLException {
        return number(connection, "select count(*) from sqlite_schema") == 0;
    }

    /** Refuses rows that a newer Watchfire wrote without another form of the tables. */
    static void checkKinds(Connection connection, String where) throws SQLException {
        Set<String> known = new HashSet<>();
        Arrays.stream(Row.Kind.values()).forEach(kind -> known.add(kind.text()));
        try (PreparedStatement next = connection.prepareStatement("select min(kind) from state where kind > ?")) {
            String kind = "";
            while (kind != null) {
                next.setString(1, kind);
                try (ResultSet row = next.executeQuery()) {
                    kind = row.getString(1);
                }
                if (kind != null && !known.contains(kind)) {
                    throw StoreException.forGood(
                            where + " holds rows of the kind '" + kind + "', which this Watchfire does not know: use"
                                    + " the newer Watchfire that wrote them, or another directory.",
                            null);
                }
            }
        }
    }

    static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getInt(1);
        }
    }
}

package io.watchfire.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A real PostgreSQL for all tests of a JVM, which ends with it. */
final class Servers {
    private static final EmbeddedPostgres POSTGRES = start();

    private Servers() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException("no PostgreSQL for the tests", e);
        }
    }

    /** The URL of a database that is there. */
    static String url() {
        return POSTGRES.getJdbcUrl("postgres", "postgres");
    }

    /** The URL of a database of its own. */
    static String newDatabase() throws SQLException {
        String name = "db_" + UUID.randomUUID().toString().replace('-', '_');
        execute("create database " + name);
        return POSTGRES.getJdbcUrl("postgres", name);
    }

    static int execute(String sql) throws SQLException {
        return execute(url(), sql);
    }

    static int execute(String url, String sql) throws SQLException {
        try (Connection connection = PostgresStore.connectTo(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }
}

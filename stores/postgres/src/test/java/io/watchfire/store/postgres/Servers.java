package io.watchfire.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A real PostgreSQL for all tests of a JVM, which ends with it. */
final class Servers {
    private static final EmbeddedPostgres POSTGRES = start();

    private Servers() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "60")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("no PostgreSQL for the tests", e);
        }
    }

    /** The URL of a database that is there. */
    static String url() {
        return POSTGRES.getJdbcUrl("postgres", "postgres");
    }
}

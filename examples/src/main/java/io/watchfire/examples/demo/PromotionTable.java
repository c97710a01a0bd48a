package io.watchfire.examples.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.h2.jdbcx.JdbcConnectionPool;

/** The promotions of the shop in an embedded database in memory. Thread-safe. */
final class PromotionTable implements AutoCloseable {
    static final int ROWS = 120_000;
    private static final int PAGE = 20;

    private final JdbcConnectionPool connections;
    /** One reader of the whole table at a time: it keeps a processor busy, and a small machine has few. */
    private final Semaphore wholeReader = new Semaphore(1);

    private volatile boolean missingLimit;

    PromotionTable() throws SQLException {
        // Rows are fetched from the table while they are read, not collected first.
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LAZY_QUERY_EXECUTION=1";
        connections = JdbcConnectionPool.create(url, "shop", "");
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table promotion (id int primary key, title varchar, percent int)");
            statement.execute(
                    "insert into promotion select x, '여름 세일 ' || x, mod(x, 70) from system_range(1, " + ROWS + ")");
        }
    }

    /** From now on the service behaves as if somebody had forgotten the limit of its query: it reads every row. */
    void forgetLimit(boolean forgotten) {
        missingLimit = forgotten;
    }

    /** Reads a page of promotions and says how many there were; the meter counts every row that is read. */
    String read(RequestMeter meter) throws SQLException {
        if (!missingLimit || !wholeReader.tryAcquire()) {
            int first = ThreadLocalRandom.current().nextInt(1, ROWS - PAGE);
            return fetch(first, first + PAGE - 1, meter);
        }
        try {
            return fetch(1, ROWS, meter);
        } finally {
            wholeReader.release();
        }
    }

    private String fetch(int first, int last, RequestMeter meter) throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select id, title, percent from promotion where id between ? and ?")) {
            query.setInt(1, first);
            query.setInt(2, last);
            long start = System.nanoTime();
            try (ResultSet promotions = query.executeQuery()) {
                long ran = System.nanoTime();
                long rows = 0;
                long best = 0;
                while (promotions.next()) {
                    rows++;
                    best = Math.max(best, promotions.getInt("percent"));
                }
                meter.query(rows, ran - start, System.nanoTime() - ran);
                return rows + " promotions, up to " + best + " %";
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } finally {
            connections.dispose();
        }
    }
}

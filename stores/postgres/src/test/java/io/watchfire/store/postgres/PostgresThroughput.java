package io.watchfire.store.postgres;

import io.watchfire.notifiers.store.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Prints how fast rows of 200 bytes go into the store and come out of it, on a server of its own on this machine. */
public final class PostgresThroughput {
    private static final int ROWS = 1_000_000;
    private static final PostgresOptions OPTIONS = PostgresOptions.of("throughput");

    private PostgresThroughput() {}

    public static void main(String[] arguments) throws Exception {
        Random random = new Random(7);
        String url = Servers.url();
        try (PostgresStore store = PostgresStore.acquire(PostgresStore.connectTo(url), OPTIONS)) {
            commits(store, random, ROWS, 10_000, "new rows");
            commits(store, random, 200_000, 10_000, "changes");
            commits(store, random, 200_000, 1_000, "changes");
        }
        long start = System.nanoTime();
        AtomicLong bytes = new AtomicLong();
        try (PostgresStore store = PostgresStore.acquire(PostgresStore.connectTo(url), OPTIONS)) {
            store.load(row -> bytes.addAndGet(row.value().length));
            System.out.printf("acquire and load: %,d MB in %.1f s%n", bytes.get() >> 20, seconds(start));
        }
    }

    private static void commits(PostgresStore store, Random random, int rows, int atOnce, String what) {
        boolean isNew = rows == ROWS;
        long start = System.nanoTime();
        for (int first = 0; first < rows; first += atOnce) {
            List<Row> batch = new ArrayList<>(atOnce);
            for (int i = 0; i < atOnce; i++) {
                byte[] value = new byte[200];
                random.nextBytes(value);
                long number = isNew ? first + i : random.nextInt(ROWS);
                // Spread over the tree, as rules and labels are.
                batch.add(Row.put(Row.Kind.ALERT, "%016x okindName=주문".formatted(number * 0x9E3779B97F4A7C15L), value));
            }
            store.commit(batch);
        }
        System.out.printf("%s, %,d a commit: %,.0f rows/s%n", what, atOnce, rows / seconds(start));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}

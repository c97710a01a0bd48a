package io.watchfire.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StateStore;
import io.watchfire.notifiers.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A process that commits one numbered transaction after another and prints each number afterwards, with a full stop. */
final class Committing {
    private static final int CHANGED = 20;

    private Committing() {}

    public static void main(String[] arguments) {
        try (SqliteStore store = SqliteStore.open(Path.of(arguments[0]))) {
            for (int number = count(store); ; number++) {
                store.commit(transaction(number));
                System.out.println(number + ".");
            }
        } catch (StoreException e) {
            System.out.println("refused: " + e.getMessage());
            System.exit(1);
        }
    }

    private static int count(StateStore store) {
        int[] count = new int[1];
        store.load(row -> count[0] += row.kind() == Row.Kind.DELIVERY ? 1 : 0);
        return count[0];
    }

    static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-Dfile.encoding=UTF-8",
                        "-Dstdout.encoding=UTF-8",
                        "-Dsun.stdout.encoding=UTF-8",
                        // What a killed process leaves there is gone with the test.
                        "-Dorg.sqlite.tmpdir=" + directory.getParent().getParent(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Committing.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The rows of one transaction: some that each changes, of which one is gone every other time, and one of its own. */
    static List<Row> transaction(int number) {
        byte[] value = ("%08d".formatted(number) + "x".repeat(number * 37 % 1_500)).getBytes(StandardCharsets.UTF_8);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < CHANGED; i++) {
            rows.add(Row.put(Row.Kind.ALERT, "주문 " + i, value));
        }
        rows.add(number % 2 == 0 ? Row.put(Row.Kind.ALERT, "at times", value) : Row.delete(Row.Kind.ALERT, "at times"));
        rows.add(Row.put(Row.Kind.DELIVERY, "%08d".formatted(number), value));
        return rows;
    }

    /** Asserts that a store holds all of a number of transactions, the first ones, and nothing of others. Returns how many. */
    static int check(StateStore store) {
        Map<String, String> found = new TreeMap<>();
        store.load(row -> found.put(row.kind() + " " + row.key(), new String(row.value(), StandardCharsets.UTF_8)));
        int count = count(store);
        Map<String, String> expected = new TreeMap<>();
        for (int number = 0; number < count; number++) {
            for (Row row : transaction(number)) {
                String key = row.kind() + " " + row.key();
                if (row.value() == null) {
                    expected.remove(key);
                } else {
                    expected.put(key, new String(row.value(), StandardCharsets.UTF_8));
                }
            }
        }
        String about = found.size() + " rows, " + count + " transactions: ";
        assertThat(found.keySet()).as(about).containsExactlyElementsOf(expected.keySet());
        expected.forEach((key, value) ->
                assertThat(found.get(key).equals(value)).as(about + key).isTrue());
        return count;
    }
}

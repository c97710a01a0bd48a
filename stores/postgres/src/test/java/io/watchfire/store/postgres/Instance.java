package io.watchfire.store.postgres;

import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An instance as a process of its own: waits for the lease, says so, and commits what it is told to. */
final class Instance {
    private Instance() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PostgresOptions options = new PostgresOptions(arguments[1], Duration.parse(arguments[2]));
        System.out.println("waiting");
        try (PostgresStore store = PostgresStore.acquire(PostgresStore.connectTo(arguments[0]), options)) {
            System.out.println("held");
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String value = orders.readLine(); value != null; value = orders.readLine()) {
                try {
                    store.commit(List.of(Row.put(Row.Kind.META, "last", value.getBytes(StandardCharsets.UTF_8))));
                    System.out.println("committed " + value);
                } catch (StoreException e) {
                    System.out.println("refused, final: " + e.isFinal() + ", held: " + store.isHeld());
                }
            }
        }
    }

    static Process start(PostgresOptions options) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Instance.class.getName(),
                        Servers.url(),
                        options.service(),
                        options.lease().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}

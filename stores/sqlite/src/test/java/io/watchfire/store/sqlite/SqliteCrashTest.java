package io.watchfire.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a killed process and a power cut cost: nothing whose commit returned, and never a part of a transaction. */
class SqliteCrashTest {
    private static final int PAGE = 4_096;
    private static final int SECTOR = 512;

    @TempDir
    Path temporary;

    private Path directory;
    private final long seed = Long.getLong("watchfire.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeEach
    void aDirectoryThatIsNotThereYet() {
        directory = temporary.resolve("deep").resolve("state");
    }

    @Test
    void whatAKilledProcessHasCommittedIsThere() throws Exception {
        int before = 0;
        for (int round = 0; round < 20; round++) {
            int last = runAndKill(random.nextInt(80));
            try (SqliteStore store = SqliteStore.open(directory)) {
                int now = Committing.check(store);
                assertThat(now)
                        .as("round %d of -Dwatchfire.seed=%d", round, seed)
                        .isGreaterThanOrEqualTo(Math.max(before, last + 1));
                before = now;
            }
        }
        assertThat(before).isGreaterThan(20);
    }

    /** Kills a process after so many commits, while it is at the next. Returns the last number that it printed; -1: none. */
    private int runAndKill(int commits) throws IOException, InterruptedException {
        Process process = Committing.start(directory);
        int last = -1;
        try (BufferedReader printed = process.inputReader()) {
            String line = printed.readLine();
            for (int i = 0; line != null; i++) {
                if (line.endsWith(".")) { // else it was cut off
                    last = Integer.parseInt(line.substring(0, line.length() - 1));
                }
                if (i == commits) {
                    process.toHandle().destroyForcibly(); // leaves what was printed to be read
                }
                line = printed.readLine();
            }
        }
        assertThat(process.waitFor()).as("ended by SIGKILL").isEqualTo(128 + 9);
        return last;
    }

    /** What stands on the disk behind the place up to which it was written. */
    enum Rest {
        NOTHING,
        ZEROS,
        NOISE;

        byte[] after(byte[] written, int length, Random random) {
            if (this == NOTHING) {
                return Arrays.copyOf(written, length);
            }
            byte[] rest = new byte[written.length];
            if (this == NOISE) {
                random.nextBytes(rest);
            }
            System.arraycopy(written, 0, rest, 0, length);
            return rest;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLogThatIsCutAnywhereHoldsAllTransactionsBeforeTheCut(Rest rest) throws IOException {
        List<Integer> ends = new ArrayList<>();
        byte[] database;
        byte[] log;
        try (SqliteStore store = SqliteStore.open(directory)) {
            for (int number = 0; number < 8; number++) {
                store.commit(Committing.transaction(number));
                ends.add((int) Files.size(log(directory)));
            }
            database = Files.readAllBytes(directory.resolve("state.db"));
            log = Files.readAllBytes(log(directory));
        }
        TreeSet<Integer> cuts = new TreeSet<>(List.of(0, 1, 31, 32, 33));
        ends.forEach(end -> cuts.addAll(List.of(end - 1, end)));
        for (int cut = 0; cut <= log.length; cut += 4_099) {
            cuts.add(cut);
        }
        Path cutDirectory = Files.createDirectory(temporary.resolve("cut"));
        for (int cut : cuts) {
            Files.write(cutDirectory.resolve("state.db"), database);
            byte[] written = rest.after(log, cut, random);
            Files.write(log(cutDirectory), written);
            // What is there by chance is as good as written.
            int mismatch = Arrays.mismatch(log, written);
            int good = mismatch < 0 ? log.length : mismatch;
            try (SqliteStore store = SqliteStore.open(cutDirectory)) {
                int whole = (int) ends.stream().filter(end -> end <= good).count();
                assertThat(Committing.check(store))
                        .as("cut at byte %d, -Dwatchfire.seed=%d", cut, seed)
                        .isEqualTo(whole);
                store.commit(Committing.transaction(whole));
                assertThat(Committing.check(store)).isEqualTo(whole + 1);
            }
        }
    }

    /** While the log is taken over, any sector of the database may be old or new; the log is still whole then. */
    @Test
    void aPowerCutWhileTheLogIsTakenOverCostsNothing() throws IOException {
        try (SqliteStore store = SqliteStore.open(directory)) {
            for (int number = 0; number < 10; number++) {
                store.commit(Committing.transaction(number));
            }
        }
        byte[] before;
        byte[] log;
        try (SqliteStore store = SqliteStore.open(directory)) {
            for (int number = 10; number < 20; number++) {
                store.commit(Committing.transaction(number));
            }
            before = Files.readAllBytes(directory.resolve("state.db"));
            log = Files.readAllBytes(log(directory));
        }
        byte[] after = Files.readAllBytes(directory.resolve("state.db"));
        assertThat(after.length).isGreaterThan(before.length);
        Path cutDirectory = Files.createDirectory(temporary.resolve("cut"));
        for (int round = 0; round < 40; round++) {
            int pages = before.length / PAGE + random.nextInt((after.length - before.length) / PAGE + 1);
            byte[] torn = Arrays.copyOf(before, pages * PAGE);
            for (int sector = 0; sector < torn.length; sector += SECTOR) {
                if (random.nextBoolean()) {
                    System.arraycopy(after, sector, torn, sector, SECTOR);
                }
            }
            Files.write(cutDirectory.resolve("state.db"), torn);
            Files.write(log(cutDirectory), log);
            try (SqliteStore store = SqliteStore.open(cutDirectory)) {
                assertThat(Committing.check(store))
                        .as("round %d of -Dwatchfire.seed=%d", round, seed)
                        .isEqualTo(20);
            }
        }
    }

    private static Path log(Path directory) {
        return directory.resolve("state.db-wal");
    }
}

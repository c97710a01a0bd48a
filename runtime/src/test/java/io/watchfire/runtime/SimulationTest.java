package io.watchfire.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole product keeps its promises whatever happens; see docs/simulation.md. {@code -Dwatchfire.seed=7} runs one seed alone. */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("watchfire.simulation.seeds", 2_000);
    private static final int SQLITE_IS_SLOWER = 20;
    private static final int MOST_SHOWN = 200;
    private static final int SEEDS_OF_BROKEN_ONES = 200;

    @Test
    void allPromisesAreKept() {
        keepsPromises(SEEDS, SimulatedDisk::inMemory);
    }

    @Test
    void allPromisesAreKeptOnFilesOfSqliteThatCrashesCutAtAnyByte() {
        keepsPromises(Math.max(1, SEEDS / SQLITE_IS_SLOWER), SqliteDisk::new);
    }

    private static void keepsPromises(int most, Supplier<SimulatedDisk> disks) {
        Long given = Long.getLong("watchfire.seed");
        LongStream seeds = given == null ? LongStream.rangeClosed(1, most) : LongStream.of(given);
        List<String> failures = seeds.parallel()
                .mapToObj(seed -> Simulation.run(seed, disks))
                .filter(Objects::nonNull)
                .toList();
        if (!failures.isEmpty()) {
            String all = failures.stream()
                    .limit(MOST_SHOWN)
                    .map(failure -> failure.lines().limit(2).collect(Collectors.joining(" ")))
                    .collect(Collectors.joining("\n"));
            fail(failures.size() + " seeds failed:\n" + all + "\n\n" + failures.get(0));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT_AT_ALL")
    @DisabledIfSystemProperty(named = "watchfire.seed", matches = ".*", disabledReason = "one seed does not find all")
    void aBrokenProductIsFoundOut(Broken broken) {
        Optional<String> failure = LongStream.rangeClosed(1, SEEDS_OF_BROKEN_ONES)
                .mapToObj(seed -> Simulation.run(seed, broken))
                .filter(Objects::nonNull)
                .findFirst();
        assertThat(failure).isPresent();
    }
}

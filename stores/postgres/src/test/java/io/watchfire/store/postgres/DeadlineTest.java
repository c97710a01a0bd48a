package io.watchfire.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Until when a process takes it that it has the lease, by a clock that the test sets. */
class DeadlineTest {
    private final AtomicLong clock = new AtomicLong();

    private Deadline deadline(long asked) {
        return new Deadline(clock::get, Duration.ofNanos(1_000), asked);
    }

    @ParameterizedTest(name = "asked at {0}, now {1}: {2}")
    @CsvSource({
        "0, 0, false",
        "0, 899, false",
        "0, 900, true",
        "0, 1000, true",
        "0, 9223372036854775807, true",
        "500, 1399, false",
        "500, 1400, true",
        // The clock of a JVM may begin anywhere, and run over.
        "9223372036854775800, 9223372036854775807, false",
        "9223372036854775800, -9223372036854775808, false",
        "9223372036854775800, -9223372036854774917, false",
        "9223372036854775800, -9223372036854774916, true",
    })
    void itPassesATenthOfTheLeaseBeforeItsEnd(long asked, long now, boolean hasPassed) {
        clock.set(now);
        assertThat(deadline(asked).hasPassed()).isEqualTo(hasPassed);
    }

    @Test
    void arenewalCountsFromWhenItWasAskedFor() {
        Deadline deadline = deadline(0);
        clock.set(800); // the answer comes late
        deadline.renew(300);
        clock.set(1_199);
        assertThat(deadline.hasPassed()).isFalse();
        clock.set(1_200);
        assertThat(deadline.hasPassed()).isTrue();
    }

    @Test
    void aRenewalThatComesTooLateChangesNothing() {
        Deadline deadline = deadline(0);
        clock.set(900);
        deadline.renew(850);
        assertThat(deadline.hasPassed()).isTrue();
        clock.set(0);
        assertThat(deadline.hasPassed()).as("for good").isTrue();
    }

    @Test
    void whatIsLostStaysLost() {
        Deadline deadline = deadline(0);
        deadline.pass();
        deadline.renew(0);
        assertThat(deadline.hasPassed()).isTrue();
    }
}

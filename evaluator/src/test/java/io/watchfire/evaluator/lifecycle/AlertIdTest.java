package io.watchfire.evaluator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.event.Labels;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertIdTest {
    private static String id(String time, int count) {
        return AlertId.of(
                "slow", Labels.of(Map.of("g", "v")), Instant.parse(time).toEpochMilli(), count);
    }

    @Test
    void anAlertIsNamedByRuleLabelsAndTheSecondItBegan() {
        assertThat(id("2026-01-05T09:00:23Z", 1)).isEqualTo("slow-015ffc00-20260105T090023Z");
    }

    @Test
    void millisecondsAndASecondAlertOfOneInstantAreAddedWhereThereAreAny() {
        assertThat(id("2026-11-25T19:10:03.007Z", 2)).endsWith("-20261125T191003.007Z-2");
    }

    @Test
    void yearsAreWrittenInFourDigitsAndTimesMayLieBeforeTheEpoch() {
        assertThat(id("0987-12-31T23:59:59.999Z", 1)).endsWith("-09871231T235959.999Z");
    }
}

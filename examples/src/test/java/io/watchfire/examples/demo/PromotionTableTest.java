package io.watchfire.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PromotionTableTest {
    private final RequestMeter meter = new RequestMeter(System::nanoTime);

    @Test
    void pageOfPromotionsFetchesTwentyRows() throws SQLException {
        try (PromotionTable promotions = new PromotionTable()) {
            assertThat(promotions.read(meter)).startsWith("20 promotions");

            assertThat(meter.take().rows()).isEqualTo(20);
        }
    }

    @Test
    void forgottenLimitFetchesTheWholeTable() throws SQLException {
        try (PromotionTable promotions = new PromotionTable()) {
            promotions.forgetLimit(true);
            assertThat(promotions.read(meter)).isEqualTo("120000 promotions, up to 69 %");
            promotions.forgetLimit(false);
            promotions.read(meter);

            RequestMeter.Interval interval = meter.take();
            assertThat(interval.queries()).isEqualTo(2);
            assertThat(interval.rows()).isEqualTo(120_020);
        }
    }

    @Test
    void twoTablesDoNotKnowEachOther() throws SQLException {
        PromotionTable one = new PromotionTable();
        try (PromotionTable other = new PromotionTable()) {
            one.close();

            assertThat(other.read(meter)).startsWith("20 promotions");
        }
    }
}

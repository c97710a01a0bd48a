package io.watchfire.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.examples.demo.Script.ForgottenLimit;
import io.watchfire.examples.demo.Script.Slow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {
    private final Script script = new Script(List.of(
            new Slow("btf-order", 2, 6, 700),
            new Slow("btf-order", 4, 2, 300),
            new ForgottenLimit("btf-promotion", 5, 1)));

    @ParameterizedTest
    @CsvSource({
        "btf-order, 1.9, 0",
        "btf-order, 2, 700",
        "btf-order, 4.5, 1000",
        "btf-order, 6, 700",
        "btf-order, 8, 0",
        "btf-member, 4.5, 0"
    })
    void slowDownsHoldForTheirTimeAndAddUp(String service, double second, long delayMillis) {
        assertThat(script.delayMillis(service, second)).isEqualTo(delayMillis);
    }

    @ParameterizedTest
    @CsvSource({"4.9, false", "5, true", "5.9, true", "6, false"})
    void limitIsForgottenForItsTime(double second, boolean forgotten) {
        assertThat(script.forgetsLimit("btf-promotion", second)).isEqualTo(forgotten);
    }

    @Test
    void scriptEndsWithItsLastTrouble() {
        assertThat(script.end()).isEqualTo(8);
        assertThat(new Script(List.of()).end()).isZero();
    }

    @Test
    void scriptSlowsTheServicesThatItNames() throws Exception {
        try (Shop shop = new Shop()) {
            script.apply(shop, 5);
            String page = shop.promotions().read(shop.services().get(0).meter());

            assertThat(page).startsWith(PromotionTable.ROWS + " promotions");
        }
    }
}

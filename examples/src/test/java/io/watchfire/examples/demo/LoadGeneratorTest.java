package io.watchfire.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    @Test
    void customersComeAgainAndAgainButNotForever() throws Exception {
        ShopService service = new ShopService("btf-order", meter -> "ok");
        try (service;
                LoadGenerator load = new LoadGenerator(1, 3)) {
            load.send(2, service.uri());
            assertThat(load.awaitEnd()).isTrue();

            assertThat(load.answered()).isEqualTo(6);
            assertThat(load.failed()).isZero();
        }
        assertThat(service.meter().take().started()).isEqualTo(6);
    }

    @Test
    void errorsAreCountedAsFailures() throws Exception {
        ShopService service = new ShopService("btf-order", meter -> {
            throw new IllegalStateException("no stock");
        });
        try (service;
                LoadGenerator load = new LoadGenerator(1, 2)) {
            load.send(1, service.uri());
            load.awaitEnd();

            assertThat(load.failed()).isEqualTo(2);
            assertThat(load.answered()).isZero();
        }
    }
}

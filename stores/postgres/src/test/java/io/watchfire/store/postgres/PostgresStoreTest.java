package io.watchfire.store.postgres;

import io.watchfire.notifiers.store.StateStore;
import io.watchfire.notifiers.store.StoreContract;
import java.util.UUID;

/** What every store does, in PostgreSQL. */
class PostgresStoreTest extends StoreContract {
    private final PostgresOptions options = PostgresOptions.of("주문 " + UUID.randomUUID());

    @Override
    protected StateStore open() throws InterruptedException {
        return PostgresStore.acquire(PostgresStore.connectTo(Servers.url()), options);
    }
}

package io.watchfire.notifiers.store;

class MemoryStoreTest extends StoreContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    protected StateStore open() {
        return store;
    }
}

package io.watchfire.notifiers.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Rows in memory: they outlive a service, not the process. Closing it keeps them, so that another service may go on with it. */
public final class MemoryStore implements StateStore {
    /** UTF-8 bytes in the order of unsigned bytes, as in databases. */
    private static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private final Map<Row.Kind, NavigableMap<String, Row>> rows = new EnumMap<>(Row.Kind.class);

    @Override
    public synchronized void load(Consumer<Row> each) {
        List<Row> all = new ArrayList<>();
        rows.values().forEach(ofKind -> all.addAll(ofKind.values()));
        all.forEach(each);
    }

    @Override
    public synchronized void commit(List<Row> changes) {
        for (Row row : List.copyOf(changes)) {
            NavigableMap<String, Row> ofKind = rows.computeIfAbsent(row.kind(), unused -> new TreeMap<>(BY_BYTES));
            if (row.value() == null) {
                ofKind.remove(row.key());
            } else {
                ofKind.put(row.key(), row);
            }
        }
    }

    @Override
    public void compact() {}

    @Override
    public void close() {}
}

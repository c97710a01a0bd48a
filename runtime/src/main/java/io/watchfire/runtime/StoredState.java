package io.watchfire.runtime;

import io.watchfire.evaluator.snapshot.StateRow;
import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.delivery.DeliveryRow;
import io.watchfire.notifiers.policy.Told;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StateStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a store held when a service began, and how its rows are named. */
final class StoredState {
    static final String ENGINE = "engine";
    private static final String BEGUN = KeptOutbox.begun("");

    private final List<StateRow> engine = new ArrayList<>();
    private final List<Row> policy = new ArrayList<>();
    private final Map<String, byte[]> deliveries = new TreeMap<>();
    private final Map<String, byte[]> deadLetters = new TreeMap<>();
    private final Set<String> begun = new HashSet<>();
    private final Map<String, Map<String, String>> references = new HashMap<>();
    private final Map<String, Set<String>> unheard = new HashMap<>();
    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private byte @Nullable [] snapshot;

    /** The rows of the deliveries that are owed, by the keys of the deliveries. */
    private final Map<String, String> rows = new ConcurrentHashMap<>();

    /** What the policy has to know of those. */
    private final Map<String, Told> told = new ConcurrentHashMap<>();

    private final AtomicLong nextDelivery = new AtomicLong();

    static StoredState of(StateStore store) {
        StoredState state = new StoredState();
        store.load(state::take);
        return state;
    }

    private void take(Row row) {
        byte[] value = row.value();
        if (value == null) {
            return;
        }
        switch (row.kind()) {
            case META -> notes.put(row.key(), new String(value, StandardCharsets.UTF_8));
            case RULE -> engine.add(new StateRow(StateRow.Of.RULE, row.key(), value));
            case ALERT -> engine.add(new StateRow(StateRow.Of.ALERT, row.key(), value));
            case SNAPSHOT -> snapshot = value;
            case DELIVERY -> takeDelivery(row.key(), value);
            case DEAD_LETTER -> {
                deadLetters.put(row.key(), value);
                count(row.key());
            }
            case REFERENCE -> {
                int end = row.key().indexOf('\n');
                references
                        .computeIfAbsent(row.key().substring(0, end), unused -> new HashMap<>())
                        .put(row.key().substring(end + 1), new String(value, StandardCharsets.UTF_8));
            }
            case UNHEARD -> {
                int end = row.key().indexOf('\n');
                unheard.computeIfAbsent(row.key().substring(0, end), unused -> new LinkedHashSet<>())
                        .add(row.key().substring(end + 1));
            }
            default -> policy.add(row);
        }
    }

    private void takeDelivery(String key, byte[] value) {
        if (key.endsWith(BEGUN)) {
            begun.add(key.substring(0, key.length() - BEGUN.length()));
        } else {
            deliveries.put(key, value);
            count(key);
        }
    }

    private void count(String rowKey) {
        nextDelivery.accumulateAndGet(Long.parseLong(rowKey, 16) + 1, Math::max);
    }

    // ---- what there was

    boolean isEmpty() {
        return engine.isEmpty() && policy.isEmpty() && deliveries.isEmpty() && snapshot == null;
    }

    List<StateRow> engine() {
        return engine;
    }

    List<Row> policy() {
        return policy;
    }

    byte @Nullable [] snapshot() {
        return snapshot;
    }

    /** The messages that were owed, oldest first, by their rows. */
    Map<String, DeliveryRow> deliveries(ReceiverSet receivers) {
        Map<String, DeliveryRow> owed = new TreeMap<>();
        deliveries.forEach((key, bytes) -> {
            DeliveryRow row = DeliveryRow.of(bytes, receivers);
            owed.put(key, row);
            rows.put(row.delivery().key(), key);
            told.put(row.delivery().key(), row.told());
        });
        return owed;
    }

    /** The messages that were given up, oldest first, by their rows. */
    Map<String, DeliveryRow> deadLetters(ReceiverSet receivers) {
        Map<String, DeliveryRow> dead = new TreeMap<>();
        deadLetters.forEach((key, bytes) -> dead.put(key, DeliveryRow.of(bytes, receivers)));
        return dead;
    }

    /** The keys of the deliveries that may have arrived already. Known once they were read. */
    Set<String> begunDeliveries() {
        Set<String> keys = new HashSet<>();
        rows.forEach((delivery, row) -> {
            if (begun.contains(row)) {
                keys.add(delivery);
            }
        });
        return keys;
    }

    /** What channels gave back, by receiver and alert. */
    Map<String, Map<String, String>> references() {
        return references;
    }

    /** The alerts of whose beginning a receiver did not hear, by receiver. */
    Map<String, Set<String>> unheard() {
        return unheard;
    }

    /** Lets go of what there was: it has been taken up. */
    void forget() {
        engine.clear();
        policy.clear();
        deliveries.clear();
        deadLetters.clear();
        begun.clear();
        snapshot = null;
    }

    // ---- how rows are named

    /** The row of a delivery that is owed; null if it has none. */
    @Nullable
    String rowOf(String deliveryKey) {
        return rows.get(deliveryKey);
    }

    /** The row of a delivery that is owed from now on, behind all that are owed already. */
    Row newRow(DeliveryRow row) {
        String key = String.format("%016x", nextDelivery.getAndIncrement());
        rows.put(row.delivery().key(), key);
        told.put(row.delivery().key(), row.told());
        return Row.put(Row.Kind.DELIVERY, key, row.toBytes());
    }

    /** A delivery is not owed any more: the rows that go with it. */
    List<Row> settled(String deliveryKey) {
        String row = rows.remove(deliveryKey);
        told.remove(deliveryKey);
        return row == null
                ? List.of()
                : List.of(Row.delete(Row.Kind.DELIVERY, row), Row.delete(Row.Kind.DELIVERY, KeptOutbox.begun(row)));
    }

    /** A delivery takes the place of another of the same key and of those parts: the rows that change. */
    List<Row> merged(Delivery whole, List<Delivery> parts) {
        List<Row> changes = new ArrayList<>();
        String row = rows.get(whole.key());
        Told its = told.get(whole.key());
        if (row != null && its != null) {
            changes.add(Row.put(Row.Kind.DELIVERY, row, new DeliveryRow(whole, its, "").toBytes()));
            parts.forEach(part -> changes.addAll(settled(part.key())));
        }
        return changes;
    }

    static String referenceKey(String receiver, String alert) {
        return receiver + "\n" + alert;
    }

    @Nullable
    String note(String name) {
        return notes.get(name);
    }

    Row noted(String name, String value) {
        notes.put(name, value);
        return Row.put(Row.Kind.META, name, value.getBytes(StandardCharsets.UTF_8));
    }
}

package io.watchfire.runtime;

import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.delivery.MemoryOutbox;
import io.watchfire.notifiers.delivery.Outbox;
import io.watchfire.notifiers.store.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is owed, as a store keeps it: before a message goes out for the first time it is kept that it does, so that after a crash it is known
 * which may have arrived. That a message is owed, or is not any more, is kept by {@link Notifying}, with the policy's state.
 */
final class KeptOutbox implements Outbox {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final byte[] NOTHING = {};

    private final MemoryOutbox memory;
    private final StoredState stored;
    private final StateWriter writer;

    /** Deliveries of which an attempt had begun when another process ended. */
    private final Set<String> mayHaveArrived = ConcurrentHashMap.newKeySet();

    /** Deliveries of which it is kept that an attempt has begun. */
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    private final Map<String, Map<String, String>> references;

    KeptOutbox(StoredState stored, StateWriter writer, MemoryOutbox memory) {
        this.memory = memory;
        this.stored = stored;
        this.writer = writer;
        this.mayHaveArrived.addAll(stored.begunDeliveries());
        this.begun.addAll(mayHaveArrived);
        this.references = stored.references();
    }

    /** The key of the row that says that an attempt at a delivery has begun. */
    static String begun(String rowKey) {
        return rowKey + " begun";
    }

    @Override
    public boolean append(Delivery delivery) {
        return memory.append(delivery);
    }

    @Override
    public List<Merged> merge(String receiver) {
        return memory.merge(
                receiver,
                delivery -> delivery.maybeRepeat() || mayHaveArrived(delivery),
                merged -> writer.add(stored.merged(merged.whole(), merged.parts()), () -> {}));
    }

    @Override
    public Optional<Delivery> next(String receiver) {
        return memory.next(receiver);
    }

    @Override
    public boolean mayHaveArrived(Delivery delivery) {
        return mayHaveArrived.contains(delivery.key());
    }

    @Override
    public void attempting(Delivery delivery) {
        String row = stored.rowOf(delivery.key());
        if (!writer.isHeld()) {
            throw new IllegalStateException("the state belongs to another process");
        }
        if (row == null || begun.contains(delivery.key())) {
            return;
        }
        try {
            long step = writer.add(List.of(Row.put(Row.Kind.DELIVERY, begun(row), NOTHING)), () -> {});
            if (!writer.await(step, LONGEST_WAIT) || !writer.isHeld()) {
                throw new IllegalStateException("it could not be kept that a message goes out");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        begun.add(delivery.key());
    }

    @Override
    public Map<String, String> references(String receiver) {
        return Map.copyOf(references.getOrDefault(receiver, Map.of()));
    }

    @Override
    public void refer(String receiver, String alert, @Nullable String reference) {
        String key = StoredState.referenceKey(receiver, alert);
        Row row = reference == null
                ? Row.delete(Row.Kind.REFERENCE, key)
                : Row.put(Row.Kind.REFERENCE, key, reference.getBytes(StandardCharsets.UTF_8));
        writer.add(List.of(row), () -> {});
    }

    @Override
    public Set<String> unheard(String receiver) {
        return stored.unheard().getOrDefault(receiver, Set.of());
    }

    @Override
    public void unheard(String receiver, String alert, boolean isUnheard) {
        String key = StoredState.referenceKey(receiver, alert);
        writer.add(
                List.of(isUnheard ? Row.put(Row.Kind.UNHEARD, key, NOTHING) : Row.delete(Row.Kind.UNHEARD, key)),
                () -> {});
    }

    @Override
    public void done(Delivery delivery) {
        settled(delivery);
        memory.done(delivery);
    }

    @Override
    public void failed(Delivery delivery, String why) {
        settled(delivery);
        memory.failed(delivery, why);
    }

    private void settled(Delivery delivery) {
        begun.remove(delivery.key());
        mayHaveArrived.remove(delivery.key());
    }

    @Override
    public Map<String, Integer> owed() {
        return memory.owed();
    }
}

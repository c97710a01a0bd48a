package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.Notice;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An outbox in memory: what is owed ends with the process.
 *
 * <p>Bounded for each receiver. At the bound, firings and changes of level are refused; a resolve is still taken on,
 * since there is at most one for each firing that was taken on before, and so is a summary that may tell of ends. {@link #merge} may
 * make room.
 */
public final class MemoryOutbox implements Outbox {
    public static final int DEFAULT_CAPACITY = 10_000;

    private final int capacity;
    private final Map<String, Queue<Delivery>> queues = new HashMap<>();
    /** The receivers for whom ends were taken on since there was last something to merge. */
    private final Set<String> mergeable = new HashSet<>();

    public MemoryOutbox() {
        this(DEFAULT_CAPACITY);
    }

    /** An outbox that takes on so many deliveries for each receiver, and resolves beyond. */
    public MemoryOutbox(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity of an outbox must be at least 1, not " + capacity);
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized boolean append(Delivery delivery) {
        Queue<Delivery> queue = queues.computeIfAbsent(delivery.receiver().name(), name -> new ArrayDeque<>());
        if (queue.size() >= capacity && !delivery.isOwedUntilItArrives()) {
            return false;
        }
        if (delivery.status() == Notice.Status.RESOLVED) {
            mergeable.add(delivery.receiver().name());
        }
        return queue.add(delivery);
    }

    @Override
    public List<Merged> merge(String receiver) {
        return merge(receiver, Delivery::maybeRepeat, merged -> {});
    }

    /**
     * As {@link #merge(String)}.
     *
     * @param wasAttempted which deliveries were attempted already, though another is the oldest
     * @param each is told of each before anybody can take it from here
     */
    public synchronized List<Merged> merge(String receiver, Predicate<Delivery> wasAttempted, Consumer<Merged> each) {
        Queue<Delivery> queue = queues.get(receiver);
        if (queue == null || !mergeable.remove(receiver)) {
            return List.of();
        }
        Superseded superseded = new Superseded();
        Delivery oldest = queue.peek();
        for (Delivery delivery : queue) {
            superseded.add(delivery, delivery == oldest || wasAttempted.test(delivery));
        }
        superseded.merged().forEach(each);
        queues.put(receiver, new ArrayDeque<>(superseded.left()));
        return superseded.merged();
    }

    @Override
    public synchronized Optional<Delivery> next(String receiver) {
        return Optional.ofNullable(queues.get(receiver)).map(Queue::peek);
    }

    @Override
    public synchronized void done(Delivery delivery) {
        remove(delivery);
    }

    @Override
    public synchronized void failed(Delivery delivery, String why) {
        remove(delivery);
    }

    @Override
    public synchronized Map<String, Integer> owed() {
        SortedMap<String, Integer> owed = new TreeMap<>();
        queues.forEach((receiver, queue) -> owed.put(receiver, queue.size()));
        return owed;
    }

    private void remove(Delivery delivery) {
        String receiver = delivery.receiver().name();
        Queue<Delivery> queue = queues.get(receiver);
        if (queue != null && queue.remove(delivery) && queue.isEmpty()) {
            queues.remove(receiver);
        }
    }
}

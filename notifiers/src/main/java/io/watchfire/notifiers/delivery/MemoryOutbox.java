package io.watchfire.notifiers.delivery;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An outbox in memory: what is owed ends with the process.
 *
 * <p>Bounded for each receiver. At the bound, firings and changes of level are refused; a resolve is still taken on,
 * since there is at most one for each firing that was taken on before, and so is a summary that may tell of ends.
 */
public final class MemoryOutbox implements Outbox {
    public static final int DEFAULT_CAPACITY = 10_000;

    private final int capacity;
    private final Map<String, Queue<Delivery>> queues = new HashMap<>();

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
        return queue.add(delivery);
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

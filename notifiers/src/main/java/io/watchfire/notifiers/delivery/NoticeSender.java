package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.message.MessageRenderer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Delivers notices: each receiver's in their order, the receivers independent of each other, with another attempt after
 * each failure. A firing or a change of level is given up when it is too old or refused. The resolve of a firing that did
 * not arrive is not sent; any other resolve is tried until it arrives or is refused. Thread-safe.
 *
 * <p>{@link #send} puts a notice into words and into the outbox and returns; everything else happens on other threads.
 * A delivery whose attempt broke off half-way is tried again, so a receiver may see a message twice.
 */
public final class NoticeSender implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final MessageRenderer renderer = new MessageRenderer();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final DeliveryParts parts;
    /** Held for reading while a notice is taken on, so that none slips in behind the last look at what is owed. */
    private final ReadWriteLock gate = new ReentrantReadWriteLock();

    private boolean closed;

    private NoticeSender(Builder builder) {
        parts = new DeliveryParts(
                builder.outbox,
                builder.workers,
                builder.policy,
                builder.clock,
                builder.random,
                Map.copyOf(builder.factories),
                new TokenBuckets(),
                new DeliveryEvents(builder.listeners),
                new Progress(builder.workers.nanoTime()),
                new AtomicBoolean());
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Takes on a notice. Never waits for a receiver.
     *
     * @return false if it was not taken on, because too many are owed to its receiver or the sender is closed; the
     *     listeners have heard of it as given up
     */
    public boolean send(Notice notice) {
        return send(prepare(notice));
    }

    /** Puts a notice into words, and does nothing else: whoever keeps it first can {@link #send(Delivery)} it then. */
    public Delivery prepare(Notice notice) {
        return Delivery.of(notice, renderer.render(notice), parts.clock().instant());
    }

    /** As {@link #send(Notice)}, for what was prepared, perhaps before a restart. */
    public boolean send(Delivery delivery) {
        String receiver = delivery.receiver().name();
        gate.readLock().lock();
        try {
            if (closed) {
                parts.events().refused(delivery, DeliveryListener.CLOSED);
                return false;
            }
            if (!parts.outbox().append(delivery)
                    && !(makeRoom(receiver) && parts.outbox().append(delivery))) {
                parts.events().refused(delivery, "too many notices are owed to " + receiver + " already");
                return false;
            }
            parts.events().accepted();
            lanes.computeIfAbsent(receiver, name -> new Lane(name, parts)).wake();
            return true;
        } finally {
            gate.readLock().unlock();
        }
    }

    private boolean makeRoom(String receiver) {
        List<Outbox.Merged> merged = parts.outbox().merge(receiver);
        merged.forEach(parts.events()::merged);
        return !merged.isEmpty();
    }

    /** How many deliveries are owed to each receiver that is owed any, sorted by name. */
    public Map<String, Integer> owed() {
        return parts.outbox().owed();
    }

    /** The oldest delivery owed to a receiver. It is owed still. */
    public Optional<Delivery> oldestOwed(String receiver) {
        return parts.outbox().next(receiver);
    }

    /** Whether the last attempts at a receiver have all failed, so that one delivery at a time is tried, at growing pauses. */
    public boolean isOpen(String receiver) {
        Lane lane = lanes.get(receiver);
        return lane != null && lane.isOpen();
    }

    public DeliveryCounters counters() {
        return parts.events().counters();
    }

    /** Waits until nothing is owed, without closing; false if that took longer than the time given. */
    public boolean awaitDelivered(Duration atMost) {
        return parts.workers().awaitQuiet(atMost);
    }

    /** As {@link #close(Duration)} with ten seconds. */
    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }

    /**
     * Takes on no more notices, goes on delivering until nothing is owed or the time is up, and ends all threads.
     * Pauses between attempts are kept short then, but for those that a receiver asked for. An interrupt does not cut this
     * short; it is still set at the end.
     *
     * @return how many deliveries are still owed to each receiver that is owed any; the listeners have heard of them
     */
    public Map<String, Integer> close(Duration atMost) {
        Workers workers = parts.workers();
        long deadline = workers.nanoTime() + TimeUnit.NANOSECONDS.convert(atMost);
        return close(() -> deadline - workers.nanoTime());
    }

    /**
     * As {@link #close(Duration)}, but goes on for as long as deliveries are settled: each that arrives or is given up
     * begins the time anew. A pause that a receiver asks for is waited for, until five minutes after the last delivery
     * that was settled.
     *
     * @param patience how long to wait for one delivery to be settled
     */
    public Map<String, Integer> closePatiently(Duration patience) {
        Workers workers = parts.workers();
        parts.progress().made(workers.nanoTime());
        return close(() -> parts.progress().leftNanos(workers.nanoTime(), patience));
    }

    private Map<String, Integer> close(LongSupplier leftNanos) {
        gate.writeLock().lock();
        try {
            closed = true;
        } finally {
            gate.writeLock().unlock();
        }
        if (parts.stopped().get()) {
            return parts.outbox().owed();
        }
        boolean interrupted = Thread.interrupted();
        try {
            lanes.values().forEach(Lane::hurry);
            interrupted |= awaitQuiet(leftNanos);
            parts.stopped().set(true);
            parts.workers().stop();
            // Breaks off sends that do not heed an interrupt.
            parts.factories().values().forEach(ChannelFactory::close);
            parts.workers().close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        Map<String, Integer> left = parts.outbox().owed();
        left.forEach(parts.events()::leftBehind);
        return left;
    }

    /** An interrupt does not cut the end short, it is remembered: true if there was one. */
    private boolean awaitQuiet(LongSupplier leftNanos) {
        boolean interrupted = false;
        for (long left = leftNanos.getAsLong(); left > 0; left = leftNanos.getAsLong()) {
            if (parts.workers().awaitQuiet(Duration.ofNanos(left))) {
                break;
            }
            interrupted |= Thread.interrupted();
        }
        return interrupted;
    }

    /** Collects the parts of a {@link NoticeSender}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, ChannelFactory> factories = new LinkedHashMap<>();
        private final List<DeliveryListener> listeners = new ArrayList<>();
        private Outbox outbox = new MemoryOutbox();
        private Workers workers = new ThreadWorkers();
        private RetryPolicy policy = RetryPolicy.DEFAULT;
        private InstantSource clock = InstantSource.system();
        private RandomGenerator random = new Random();

        private Builder() {}

        /** How receivers of a type are reached; the last one named for a type counts. The sender closes it at its end. */
        public Builder channel(String type, ChannelFactory factory) {
            factories.put(type, factory);
            return this;
        }

        public Builder listener(DeliveryListener listener) {
            listeners.add(listener);
            return this;
        }

        /** Default: a {@link MemoryOutbox}. */
        public Builder outbox(Outbox outbox) {
            this.outbox = outbox;
            return this;
        }

        /** Default: {@link RetryPolicy#DEFAULT}. */
        public Builder retries(RetryPolicy policy) {
            this.policy = policy;
            return this;
        }

        /** Default: daemon threads. */
        public Builder workers(Workers workers) {
            this.workers = workers;
            return this;
        }

        /** Default: the system's clock. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /** What the waits are drawn from. Used by one thread at a time. */
        public Builder random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        public NoticeSender build() {
            return new NoticeSender(this);
        }
    }
}

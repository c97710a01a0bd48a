package io.watchfire.notifiers.delivery;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * What the lanes of one sender have in common.
 *
 * @param progress what is waited for at the end
 * @param stopped true once nothing may be begun any more
 */
record DeliveryParts(
        Outbox outbox,
        Workers workers,
        RetryPolicy policy,
        InstantSource clock,
        RandomGenerator random,
        Map<String, ChannelFactory> factories,
        TokenBuckets buckets,
        DeliveryEvents events,
        Progress progress,
        AtomicBoolean stopped) {}

package io.watchfire.runtime;

import io.watchfire.evaluator.EngineCounters;
import io.watchfire.notifiers.delivery.DeliveryCounters;

/**
 * What an {@link AlertService} has done so far.
 *
 * @param engine events and what came of them
 * @param deliveries notices and what became of them
 * @param waiting events that were accepted and not judged yet
 */
public record ServiceCounters(EngineCounters engine, DeliveryCounters deliveries, int waiting) {}

package io.watchfire.scenarios.file;

import io.watchfire.evaluator.event.Event;

/**
 * An event and when it comes in.
 *
 * @param at in epoch milliseconds; the event's own time may be another
 */
public record Arrival(long at, Event event) {}

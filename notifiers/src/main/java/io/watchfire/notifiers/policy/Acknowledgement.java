package io.watchfire.notifiers.policy;

import java.time.Instant;

/** Somebody has taken an alert on: it is not repeated nor escalated any more. */
public record Acknowledgement(String author, String comment, Instant time) {}

package io.watchfire.cli.eval;

import io.watchfire.dsl.Schema;
import io.watchfire.evaluator.event.Event;

/** An expression, the event to try it on, and what is declared about its names. */
public record EvalCase(String expression, Event event, Schema schema) {}

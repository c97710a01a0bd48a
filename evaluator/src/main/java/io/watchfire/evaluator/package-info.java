/**
 * The engine: events and time in, transitions of alerts out.
 *
 * <p>Start at {@link io.watchfire.evaluator.AlertEngine}. Everything in this module is pure: no thread, no clock, no
 * logging, no randomness, and no I/O but reading rule files.
 */
@NullMarked
package io.watchfire.evaluator;

import org.jspecify.annotations.NullMarked;

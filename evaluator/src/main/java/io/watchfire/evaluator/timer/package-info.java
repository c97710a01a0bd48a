/** Timers on event time. */
@NullMarked
package io.watchfire.evaluator.timer;

import org.jspecify.annotations.NullMarked;

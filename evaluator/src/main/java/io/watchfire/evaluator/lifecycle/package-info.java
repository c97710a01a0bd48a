/** The life of an alert: what an event or the passing of time makes of it. See docs/alert-life-cycle.md. */
@NullMarked
package io.watchfire.evaluator.lifecycle;

import org.jspecify.annotations.NullMarked;

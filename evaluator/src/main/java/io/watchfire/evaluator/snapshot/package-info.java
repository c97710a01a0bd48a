/** The state of an engine as bytes: each class says once, for both directions, what of it has to outlive a restart. */
@NullMarked
package io.watchfire.evaluator.snapshot;

import org.jspecify.annotations.NullMarked;

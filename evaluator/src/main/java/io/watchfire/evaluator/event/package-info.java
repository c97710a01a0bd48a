/** Events: what happened, when, on which series. */
@NullMarked
package io.watchfire.evaluator.event;

import org.jspecify.annotations.NullMarked;

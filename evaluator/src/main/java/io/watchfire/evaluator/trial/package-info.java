/** Expressions and rules tried on one event alone, to tell people what comes of it and why. Not for judging events. */
@NullMarked
package io.watchfire.evaluator.trial;

import org.jspecify.annotations.NullMarked;

/** Which rules can an event touch? One pass over the rules of its category; this is the place of the rule index. */
@NullMarked
package io.watchfire.evaluator.index;

import org.jspecify.annotations.NullMarked;

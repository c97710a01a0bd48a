/** Conditions on one event: ours, written by hand, and those of other libraries. */
@NullMarked
package io.watchfire.benchmarks.condition;

import org.jspecify.annotations.NullMarked;

/**
 * Checked trees to something that runs: one immutable node a kind of expression. Unknown is NaN for numbers and null for
 * texts, so that nothing is boxed.
 */
@NullMarked
package io.watchfire.dsl.plan;

import org.jspecify.annotations.NullMarked;

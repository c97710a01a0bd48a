/**
 * Events out of the bytes of a line: what rules name is read, the rest only checked. Lines of an unusual form are left to
 * {@link io.watchfire.evaluator.event.EventReader}, which this agrees with on every line that it takes.
 */
@NullMarked
package io.watchfire.evaluator.scan;

import org.jspecify.annotations.NullMarked;

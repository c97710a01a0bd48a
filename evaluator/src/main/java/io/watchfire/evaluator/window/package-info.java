/** Windows over time: what of a stream of events is kept, and what it gives. See docs/windows.md. */
@NullMarked
package io.watchfire.evaluator.window;

import org.jspecify.annotations.NullMarked;

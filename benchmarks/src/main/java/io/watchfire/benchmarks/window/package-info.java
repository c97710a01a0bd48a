/** Windows over time: the engine beside rows written by hand, Siddhi and Esper, on the same events. */
@NullMarked
package io.watchfire.benchmarks.window;

import org.jspecify.annotations.NullMarked;

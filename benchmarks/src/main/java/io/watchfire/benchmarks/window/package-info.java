/** Windows over time: the engine beside rows written by hand, Siddhi and Esper, on the same events. */
package io.watchfire.benchmarks.window;

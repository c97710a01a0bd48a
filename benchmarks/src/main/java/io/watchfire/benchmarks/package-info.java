/** JMH benchmarks: ours beside what it is to be compared with, in one run. */
@NullMarked
package io.watchfire.benchmarks;

import org.jspecify.annotations.NullMarked;

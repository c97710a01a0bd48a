/** What keeping state costs. */
@NullMarked
package io.watchfire.benchmarks.state;

import org.jspecify.annotations.NullMarked;

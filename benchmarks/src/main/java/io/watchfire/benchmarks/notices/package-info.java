/** What the policy of notices costs. */
@NullMarked
package io.watchfire.benchmarks.notices;

import org.jspecify.annotations.NullMarked;

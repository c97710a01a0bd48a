/** How many rules an event may find: the rule index beside a loop over all rules, an index written by hand, and the peers. */
@NullMarked
package io.watchfire.benchmarks.index;

import org.jspecify.annotations.NullMarked;

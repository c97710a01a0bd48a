/**
 * Runs scenarios on a virtual clock and compares what happened with what was expected. Nothing here waits, and nothing
 * leaves the machine. Start at {@link io.watchfire.scenarios.run.ScenarioReport}.
 */
@NullMarked
package io.watchfire.scenarios.run;

import org.jspecify.annotations.NullMarked;

/** Scenario files: JSON in, scenarios ready to run or all that is wrong with them out. */
@NullMarked
package io.watchfire.scenarios.file;

import org.jspecify.annotations.NullMarked;

/** Rule files: JSON in, checked rules or all that is wrong with them out. Start at {@link io.watchfire.evaluator.rulefile.RuleFile}. */
@NullMarked
package io.watchfire.evaluator.rulefile;

import org.jspecify.annotations.NullMarked;

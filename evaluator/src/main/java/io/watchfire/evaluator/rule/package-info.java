/** Rules as the engine runs them, and the definitions of text that they are compiled from. */
@NullMarked
package io.watchfire.evaluator.rule;

import org.jspecify.annotations.NullMarked;

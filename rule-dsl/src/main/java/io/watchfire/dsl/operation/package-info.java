/** What the language does with values: the semantics that all evaluators share. Unknown is NaN for numbers, null for texts. */
@NullMarked
package io.watchfire.dsl.operation;

import org.jspecify.annotations.NullMarked;

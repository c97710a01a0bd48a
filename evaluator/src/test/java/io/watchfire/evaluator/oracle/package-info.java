/** The life of alerts told a second time, naively, and the stories on which the engine has to agree with it. */
@NullMarked
package io.watchfire.evaluator.oracle;

import org.jspecify.annotations.NullMarked;

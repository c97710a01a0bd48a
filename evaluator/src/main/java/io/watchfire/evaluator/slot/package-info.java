/** Events as the conditions read them: names turned into slot numbers once, when rules are loaded. */
@NullMarked
package io.watchfire.evaluator.slot;

import org.jspecify.annotations.NullMarked;

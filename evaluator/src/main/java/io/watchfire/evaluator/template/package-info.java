/** Templates of messages: text with places for values, taken apart and checked. What fills them in is elsewhere. */
@NullMarked
package io.watchfire.evaluator.template;

import org.jspecify.annotations.NullMarked;

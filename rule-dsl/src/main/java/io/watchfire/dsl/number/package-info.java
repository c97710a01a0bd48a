/** Doubles as people read them. */
@NullMarked
package io.watchfire.dsl.number;

import org.jspecify.annotations.NullMarked;

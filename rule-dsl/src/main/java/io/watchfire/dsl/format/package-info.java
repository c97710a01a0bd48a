/** The one canonical layout of expressions. */
@NullMarked
package io.watchfire.dsl.format;

import org.jspecify.annotations.NullMarked;

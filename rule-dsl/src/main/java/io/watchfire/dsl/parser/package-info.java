/** Text to syntax tree. The tree of the generated parser never leaves this package. */
@NullMarked
package io.watchfire.dsl.parser;

import org.jspecify.annotations.NullMarked;

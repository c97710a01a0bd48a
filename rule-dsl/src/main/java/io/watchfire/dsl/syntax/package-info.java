/** The syntax tree of an expression: sealed, immutable, with the place of every node in the text. */
@NullMarked
package io.watchfire.dsl.syntax;

import org.jspecify.annotations.NullMarked;

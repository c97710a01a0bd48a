/** {@code watchfire eval}: an expression on one event, outside of any rule. */
@NullMarked
package io.watchfire.cli.eval;

import org.jspecify.annotations.NullMarked;

/** {@code watchfire run}: the ways in which live events come. */
@NullMarked
package io.watchfire.cli.live;

import org.jspecify.annotations.NullMarked;

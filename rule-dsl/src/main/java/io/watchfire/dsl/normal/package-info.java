/**
 * Checked trees to their normal form: constants folded, {@code not} pushed down to comparisons, constants on the right, cheap
 * operands first. Between check and plan; nothing that is told to people is taken from here.
 */
@NullMarked
package io.watchfire.dsl.normal;

import org.jspecify.annotations.NullMarked;

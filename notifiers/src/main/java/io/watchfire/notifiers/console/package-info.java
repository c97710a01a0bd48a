/** Receivers of the type {@code console}: messages printed for people. */
@NullMarked
package io.watchfire.notifiers.console;

import org.jspecify.annotations.NullMarked;

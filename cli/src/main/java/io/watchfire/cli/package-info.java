/**
 * The {@code watchfire} command: checks rules, tries expressions, replays events and runs live.
 *
 * <p>Start at {@link io.watchfire.cli.Main}. One class a command; what a command prints for people goes to standard
 * error unless it is the answer itself.
 */
@NullMarked
package io.watchfire.cli;

import org.jspecify.annotations.NullMarked;

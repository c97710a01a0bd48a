/** {@code watchfire replay}: recorded events through rules, on the events' own time. */
@NullMarked
package io.watchfire.cli.replay;

import org.jspecify.annotations.NullMarked;

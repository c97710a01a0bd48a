/**
 * Which rules can an event touch? Rules are filed under what has to be true for them to hold: texts by a map, globs by their first or last
 * letters, numbers by sorted bounds. What the tags of a series decide is decided once ({@code SeriesPlan}); a rule whose atoms are all
 * thresholds is shown an event only where one of them is crossed. The map of nodes by exact values and other checks follows Netflix
 * Spectator's {@code QueryIndex}; looking only at what lies between the old and the new number is our own.
 */
@NullMarked
package io.watchfire.evaluator.index;

import org.jspecify.annotations.NullMarked;

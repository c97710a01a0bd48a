package io.watchfire.evaluator;

import io.watchfire.evaluator.alert.LostAlert;
import java.util.List;

/**
 * What came of a snapshot.
 *
 * @param engine goes on where the other one was
 * @param lost the alerts with which no rule goes on, in order of rules and labels; empty if the rules are the same
 */
public record Restored(AlertEngine engine, List<LostAlert> lost) {}

package io.watchfire.scenarios.file;

import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that people or machines do while a scenario runs.
 *
 * @param at when, in epoch milliseconds
 * @param kind what, as the file names it: {@code silence}
 */
public record Action(long at, String kind, What what) {
    /** What is done. Durations are in milliseconds. */
    public sealed interface What {}

    /** @param name by which it may be ended early; null if it has none */
    public record Silence(@Nullable String name, List<String> matchers, long forMillis) implements What {}

    public record Expire(String silence) implements What {}

    /** @param labels of the alerts meant; empty: all of the rule */
    public record Acknowledge(String rule, Map<String, String> labels) implements What {}

    public record Reload(LoadResult<RuleSet> rules) implements What {}

    public record ReloadReceivers(LoadResult<ReceiverSet> receivers) implements What {}

    public record Restart(long downMillis) implements What {}

    public record ReceiverDown(String name, long forMillis) implements What {}
}

package io.watchfire.evaluator;

import java.util.List;

/** What a test sees of the engines inside a {@link ShardedAlertEngine}. */
public final class Sharded {
    private Sharded() {}

    /** How many shards have live alerts. */
    public static long shardsWithAlerts(ShardedAlertEngine engine) {
        return withAlerts(engine).stream().filter(number -> number >= 0).count();
    }

    /** Whether rules that are not shared out have live alerts. */
    public static boolean hasCommonAlerts(ShardedAlertEngine engine) {
        return withAlerts(engine).contains(Shard.COMMON);
    }

    private static List<Integer> withAlerts(ShardedAlertEngine engine) {
        return engine.shards().stream()
                .filter(shard -> !shard.engine().alerts().isEmpty())
                .map(Shard::number)
                .toList();
    }
}

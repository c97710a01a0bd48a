package io.watchfire.evaluator.rule;

import io.watchfire.evaluator.event.Labels;
import java.util.List;

/**
 * What silence means.
 *
 * @param afterMillis how long nothing must be known about an alert, in milliseconds
 * @param then what happens then
 * @param expect groups that must be there: each fires if it was never seen for {@code afterMillis}
 */
public record NoData(long afterMillis, Then then, List<Labels> expect) {
    public static final NoData DEFAULT = new NoData(15 * 60_000L, Then.RESOLVE, List.of());

    public enum Then {
        RESOLVE,
        KEEP,
        FIRE
    }
}

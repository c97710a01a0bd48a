package io.watchfire.evaluator.oracle;

import io.watchfire.dsl.Truth;

/** Oracles that are wrong at one edge each. Stories that do not tell them from the engine do not reach the edge. */
enum Mutant {
    UNKNOWN_IS_FALSE(new Edges() {
        @Override
        Truth verdict(Truth truth) {
            return truth == Truth.TRUE ? Truth.TRUE : Truth.FALSE;
        }
    }),
    UNKNOWN_IS_TRUE(new Edges() {
        @Override
        Truth verdict(Truth truth) {
            return truth == Truth.FALSE ? Truth.FALSE : Truth.TRUE;
        }
    }),
    UNKNOWN_IS_DATA(new Edges() {
        @Override
        boolean isData(Truth verdict) {
            return true;
        }
    }),
    EQUAL_TIME_IS_LATE(new Edges() {
        @Override
        boolean isLate(long time, long lastOfSeries) {
            return time <= lastOfSeries;
        }
    }),
    LATE_EVENTS_COUNT(new Edges() {
        @Override
        boolean lateEventsAreDropped() {
            return false;
        }
    }),
    FOR_ENDS_EARLY(new Edges() {
        @Override
        boolean heldLongEnough(long since, long time, long forMillis) {
            return time - since >= forMillis - 1_000;
        }
    }),
    FOR_HAS_TO_BE_EXCEEDED(new Edges() {
        @Override
        boolean heldLongEnough(long since, long time, long forMillis) {
            return forMillis == 0 || time - since > forMillis;
        }
    }),
    FOR_OR_COUNT_WILL_DO(new Edges() {
        @Override
        boolean forAndCountBothMet(boolean longEnough, boolean oftenEnough) {
            return longEnough || oftenEnough;
        }
    }),
    WITHIN_IS_CLOSED(new Edges() {
        @Override
        boolean isWithin(long match, long end, long within) {
            return match >= end - within;
        }
    }),
    FALSE_ENDS_PENDING_WHILE_MATCHES_COUNT(new Edges() {
        @Override
        boolean pendingLastsAsLongAsItsMatches() {
            return false;
        }
    }),
    SILENT_A_MILLISECOND_EARLY(new Edges() {
        @Override
        long silentAt(long lastKnown, long after) {
            return lastKnown + after - 1;
        }
    }),
    SILENT_A_MILLISECOND_LATE(new Edges() {
        @Override
        long silentAt(long lastKnown, long after) {
            return lastKnown + after + 1;
        }
    }),
    SILENT_SERIES_STAY(new Edges() {
        @Override
        boolean silentSeriesLeave() {
            return false;
        }
    }),
    AWAITED_GROUPS_DO_AS_THE_RULE_SAYS(new Edges() {
        @Override
        boolean awaitedGroupsFire() {
            return false;
        }
    }),
    NO_DATA_FIRES_AT_THE_LOWEST_LEVEL(new Edges() {
        @Override
        boolean noDataFiresAtTheHighestLevel() {
            return false;
        }
    }),
    LEVELS_DO_NOT_FALL(new Edges() {
        @Override
        boolean fallsAtOnce() {
            return false;
        }
    }),
    UNKNOWN_HIGHER_LEVEL_FALLS(new Edges() {
        @Override
        boolean unknownHigherLevelKeeps() {
            return false;
        }
    }),
    RESOLVE_AFTER_HAS_TO_BE_EXCEEDED(new Edges() {
        @Override
        boolean recoveredLongEnough(long since, long time, long resolveAfter) {
            return resolveAfter == 0 || time - since > resolveAfter;
        }
    }),
    RELAPSE_DOES_NOT_RESET_RECOVERY(new Edges() {
        @Override
        boolean relapseForgetsRecovery() {
            return false;
        }
    }),
    RESOLVE_WHEN_WINS(new Edges() {
        @Override
        boolean conditionWinsOverResolveWhen() {
            return false;
        }
    }),
    NEITHER_GOES_ON_RECOVERING(new Edges() {
        @Override
        boolean neitherPutsBackToFiring() {
            return false;
        }
    }),
    COUNTS_GO_ON_AFTER_THE_END(new Edges() {
        @Override
        boolean endForgetsHoldsAndCounts() {
            return false;
        }
    }),
    HOLDS_BEGIN_OUTSIDE_ACTIVE_TIME(new Edges() {
        @Override
        boolean closedTimeForgetsHoldsAndCounts() {
            return false;
        }
    }),
    LAST_EVENT_OF_ANY_SERIES_DECIDES(new Edges() {
        @Override
        boolean otherSeriesHoldTheAlert() {
            return false;
        }
    }),
    STATELESS_COUNT_GOES_ON(new Edges() {
        @Override
        boolean countRestartsAfterEachStatelessFiring() {
            return false;
        }
    }),
    STATELESS_COUNT_OUTLIVES_SILENCE(new Edges() {
        @Override
        boolean silenceForgetsCountsOfStatelessRules() {
            return false;
        }
    }),
    SEQUENCE_GOES_ON(new Edges() {
        @Override
        long firstSequence(long lastSequence) {
            return lastSequence + 1;
        }
    }),
    LEVEL_CHANGE_BEGINS_A_STATE(new Edges() {
        @Override
        long sinceOfLevelChange(long since, long time) {
            return time;
        }
    }),
    TIME_OF_AN_ALERT_RUNS_BACKWARDS(new Edges() {
        @Override
        long transitionTime(long time, long lastTransition) {
            return time;
        }
    });

    private final Edges edges;

    Mutant(Edges edges) {
        this.edges = edges;
    }

    Edges edges() {
        return edges;
    }
}

package io.watchfire.evaluator.oracle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Oracles that are wrong at one edge of windows each, as {@link Mutant} is of the life cycle. */
enum WindowMutant {
    WINDOW_IS_CLOSED(new WindowEdges() {
        @Override
        boolean isInside(long sample, long start, long end) {
            return sample >= start && sample <= end;
        }
    }),
    WINDOW_IS_RIGHT_OPEN(new WindowEdges() {
        @Override
        boolean isInside(long sample, long start, long end) {
            return sample > start && sample < end;
        }
    }),
    OFFSET_IS_FORGOTTEN(new WindowEdges() {
        @Override
        long offset(OracleWindow window) {
            return 0;
        }
    }),
    WHERE_IS_IGNORED(new WindowEdges() {
        @Override
        boolean whereCounts() {
            return false;
        }
    }),
    UNKNOWN_IS_COUNTED(new WindowEdges() {
        @Override
        @Nullable
        Object sampleOfUnknown(OracleWindow window) {
            return window.function().equals("count") ? (Object) true : null;
        }
    }),
    BY_IS_IGNORED(new WindowEdges() {
        @Override
        boolean byCounts() {
            return false;
        }
    }),
    TARGET_IS_IGNORED(new WindowEdges() {
        @Override
        boolean targetCounts() {
            return false;
        }
    }),
    LATE_SAMPLES_ARE_REFUSED(new WindowEdges() {
        @Override
        boolean takesLate(long sample, long time, long allowedLateness) {
            return false;
        }
    }),
    ANY_LATE_SAMPLE_IS_TAKEN(new WindowEdges() {
        @Override
        boolean takesLate(long sample, long time, long allowedLateness) {
            return true;
        }
    }),
    LATENESS_IS_EXCLUSIVE(new WindowEdges() {
        @Override
        boolean takesLate(long sample, long time, long allowedLateness) {
            return sample > time - allowedLateness;
        }
    }),
    SAMPLES_STAND_AS_THEY_CAME(new WindowEdges() {
        @Override
        boolean samplesAreSorted() {
            return false;
        }
    }),
    SLOW_SENDERS_LOOK_BACK(new WindowEdges() {
        @Override
        long windowTime(long eventTime, long time) {
            return eventTime;
        }
    }),
    JUDGED_BEFORE_ITS_OWN_SAMPLE(new WindowEdges() {
        @Override
        boolean eventIsJudgedWithItsOwnSample() {
            return false;
        }
    }),
    COUNT_OF_NOTHING_IS_UNKNOWN(new WindowEdges() {
        @Override
        @Nullable
        Double countOfNothing() {
            return null;
        }
    }),
    SUM_OF_NOTHING_IS_ZERO(new WindowEdges() {
        @Override
        @Nullable
        Double resultOfNothing(String function) {
            return function.equals("sum") ? 0.0 : null;
        }
    }),
    CHANGES_OF_NOTHING_ARE_ZERO(new WindowEdges() {
        @Override
        @Nullable
        Double resultOfNothing(String function) {
            return List.of("changes", "increase", "distinct").contains(function) ? 0.0 : null;
        }
    }),
    STEPS_BEGIN_INSIDE(new WindowEdges() {
        @Override
        boolean stepsBeginBeforeTheWindow() {
            return false;
        }
    }),
    RESETS_ARE_STEPS_DOWN(new WindowEdges() {
        @Override
        double step(double from, double to) {
            return to - from;
        }
    }),
    RESETS_COUNT_NOTHING(new WindowEdges() {
        @Override
        double step(double from, double to) {
            return Math.max(0, to - from);
        }
    }),
    RATE_IS_PER_MINUTE(new WindowEdges() {
        @Override
        double secondsOfRate(OracleWindow window) {
            return window.over() / 60_000.0;
        }
    }),
    QUANTILE_IS_NEAREST_RANK(new WindowEdges() {
        @Override
        double quantile(List<Double> sorted, double q) {
            return sorted.get(Math.max(0, (int) Math.ceil(q * sorted.size()) - 1));
        }
    }),
    STDDEV_IS_OF_A_SAMPLE(new WindowEdges() {
        @Override
        double divisorOfVariance(int samples) {
            return Math.max(1, samples - 1);
        }
    }),
    ONLY_EVENTS_JUDGE(new WindowEdges() {
        @Override
        boolean judgesWhenSamplesLeave() {
            return false;
        }
    }),
    OFFSET_SAMPLES_ENTER_UNSEEN(new WindowEdges() {
        @Override
        boolean judgesWhenSamplesEnterByTime() {
            return false;
        }
    }),
    EXPIRY_A_MILLISECOND_LATE(new WindowEdges() {
        @Override
        long leavesAt(long sample, OracleWindow window) {
            return super.leavesAt(sample, window) + 1;
        }
    }),
    OTHER_GROUPS_ARE_NOT_JUDGED(new WindowEdges() {
        @Override
        boolean judgesForEventsOfOtherGroups() {
            return false;
        }
    }),
    LATE_SAMPLES_ARE_NOT_JUDGED(new WindowEdges() {
        @Override
        boolean judgesForLateSamples() {
            return false;
        }
    }),
    LATE_SAMPLES_ARE_JUDGED_NOW(new WindowEdges() {
        @Override
        long timeOfJudgement(long eventTime, long time) {
            return time;
        }
    }),
    ACTIVE_TIME_BEGINS_UNSEEN(new WindowEdges() {
        @Override
        boolean judgesWhenActiveTimeBegins() {
            return false;
        }
    }),
    STATELESS_RULES_FIRE_BY_TIME(new WindowEdges() {
        @Override
        boolean judgesStatelessRules() {
            return true;
        }
    }),
    PLAIN_NAMES_ARE_REMEMBERED(new WindowEdges() {
        @Override
        boolean plainNamesAreUnknown() {
            return false;
        }
    }),
    QUESTIONS_FOR_NAMES_ARE_ANSWERED(new WindowEdges() {
        @Override
        boolean questionsForNamesMakeUnknown() {
            return false;
        }
    }),
    WINDOWS_ALONE_MATCH(new WindowEdges() {
        @Override
        boolean isMatch() {
            return true;
        }
    }),
    WINDOWS_ALONE_ARE_DATA(new WindowEdges() {
        @Override
        boolean isData() {
            return true;
        }
    }),
    WINDOWS_ALONE_COMPLETE_ANY_HOLD(new WindowEdges() {
        @Override
        boolean completesHoldsThatEventsBegan() {
            return true;
        }
    }),
    HOLDS_DO_NOT_END_BY_TIME(new WindowEdges() {
        @Override
        boolean holdsEndByTime() {
            return false;
        }
    }),
    EACH_SERIES_IS_JUDGED_BY_ITSELF(new WindowEdges() {
        @Override
        boolean groupIsJudgedAsOne() {
            return false;
        }
    }),
    FALSE_BY_TIME_IS_OF_NO_SERIES(new WindowEdges() {
        @Override
        boolean speaksForEverySeries() {
            return false;
        }
    }),
    WINDOWS_END_WHAT_SILENCE_FIRED(new WindowEdges() {
        @Override
        boolean endsWhatSilenceFired() {
            return true;
        }
    }),
    SILENCE_ENDS_WHAT_WINDOWS_HOLD(new WindowEdges() {
        @Override
        boolean silenceWaitsForWindows() {
            return false;
        }
    }),
    OVERDUE_SILENCE_WAITS(new WindowEdges() {
        @Override
        boolean overdueSilenceEndsAtOnce() {
            return false;
        }
    });

    private final Edges edges;

    WindowMutant(WindowEdges windows) {
        this.edges = new Edges() {
            @Override
            WindowEdges windows() {
                return windows;
            }
        };
    }

    Edges edges() {
        return edges;
    }
}

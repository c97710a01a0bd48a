package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.snapshot.SnapshotStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was decided last about one receiver and one alert; the oldest is forgotten first. */
final class Decisions {
    static final int AT_MOST = 40;

    /** Small while little was decided, as about most alerts. */
    private List<Decision> latest = List.of();

    void add(long now, Decision.Kind kind, long until, @Nullable String detail) {
        Instant end = until == Timeline.NEVER ? null : Instant.ofEpochMilli(until);
        if (repeatsLast(kind, end, detail)) {
            return;
        }
        if (latest.isEmpty()) {
            latest = new ArrayList<>(2);
        } else if (latest.size() == AT_MOST) {
            latest.remove(0);
        }
        latest.add(new Decision(Instant.ofEpochMilli(now), kind, end, detail));
    }

    void add(long now, Decision.Kind kind, @Nullable String detail) {
        add(now, kind, Timeline.NEVER, detail);
    }

    /** What keeps a receiver from being told is found anew at each look; it is one decision. */
    private boolean repeatsLast(Decision.Kind kind, @Nullable Instant until, @Nullable String detail) {
        if (latest.isEmpty() || kind == Decision.Kind.TOLD) {
            return false;
        }
        Decision last = latest.get(latest.size() - 1);
        return last.kind() == kind && Objects.equals(last.until(), until) && Objects.equals(last.detail(), detail);
    }

    void exchange(SnapshotStream state) {
        latest = exchange(latest, state);
    }

    static List<Decision> exchange(List<Decision> decisions, SnapshotStream state) {
        int count = state.number(decisions.size());
        List<Decision> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Decision decision = state.isReading() ? null : decisions.get(i);
            Instant until = decision == null ? null : decision.until();
            all.add(new Decision(
                    Instant.ofEpochMilli(
                            state.time(decision == null ? 0 : decision.time().toEpochMilli())),
                    state.choice(decision == null ? Decision.Kind.MEANT : decision.kind(), Decision.Kind.values()),
                    state.flag(until != null)
                            ? Instant.ofEpochMilli(state.time(until == null ? 0 : until.toEpochMilli()))
                            : null,
                    state.textOrNull(decision == null ? null : decision.detail())));
        }
        return all;
    }

    /** Whether the alert is meant for the receiver, and nothing has come of it yet. */
    boolean areOfTellingYet() {
        for (int i = latest.size() - 1; i >= 0; i--) {
            Decision.Kind kind = latest.get(i).kind();
            if (kind == Decision.Kind.TOLD || kind == Decision.Kind.NOT_TOLD) {
                return false;
            }
            if (kind == Decision.Kind.MEANT) {
                return true;
            }
        }
        return false;
    }

    List<Decision> all() {
        return List.copyOf(latest);
    }
}

package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.NoticeSettings.Flap;
import io.watchfire.notifiers.matcher.AlertFacts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one alert: how it stands, how often it changed, and how each receiver stands to it. It outlives the
 * alert for as long as something is owed, paused or flapping.
 */
final class Incident {
    static final Comparator<Incident> ORDER = Comparator.comparingLong(incident -> incident.serial);

    final AlertKey key;
    /** In order of appearance: what comes at one instant comes in this order. */
    final long serial;

    Transition last;
    boolean open;
    /** When it began to fire, by the policy's time. */
    long openedAt;
    /** Somebody said that it is over, while the engine still takes it for firing. */
    boolean closedByHand;

    @Nullable
    Acknowledgement acknowledged;

    boolean flapping;
    final Deque<Long> changes = new ArrayDeque<>(2);

    final List<Standing> standings = new ArrayList<>(2);

    /** For which inhibitions it is a source. */
    List<Inhibitions.Place> sourceOf = List.of();

    private @Nullable Due settled;
    private @Nullable AlertFacts facts;
    /** The change behind them. */
    private @Nullable Transition factsOf;

    Incident(AlertKey key, long serial, Transition first) {
        this.key = key;
        this.serial = serial;
        this.last = first;
    }

    void changeTo(Transition transition) {
        last = transition;
    }

    /** As conditions see it. */
    AlertFacts facts() {
        return factsOf(last);
    }

    /** As conditions see it after a change. Not kept for long: most alerts are not looked at again. */
    AlertFacts factsOf(Transition transition) {
        AlertFacts known = facts;
        if (known == null || factsOf != transition) {
            known = AlertFacts.of(transition);
            facts = known;
            factsOf = transition;
        }
        return known;
    }

    void forgetFacts() {
        facts = null;
        factsOf = null;
    }

    boolean isShadow() {
        return last.rule().notices().shadow();
    }

    @Nullable
    Standing standing(String receiver) {
        for (int i = 0; i < standings.size(); i++) {
            if (standings.get(i).receiver.name().equals(receiver)) {
                return standings.get(i);
            }
        }
        return null;
    }

    /** When it has settled; {@link Timeline#NEVER} if it does not change much. */
    long settledAt() {
        return Due.at(settled);
    }

    Due settled() {
        Due known = settled;
        if (known == null) {
            known = new Due(Due.Kind.SETTLED, this, serial);
            settled = known;
        }
        return known;
    }

    /** Counts a firing or a resolve; true if there have been more of them than are allowed. */
    boolean countChange(Flap flap, long now) {
        changes.addLast(now);
        while (!changes.isEmpty() && changes.peekFirst() <= now - flap.withinMillis()) {
            changes.removeFirst();
        }
        boolean tooMany = changes.size() > flap.changes();
        if (tooMany) {
            // Those before do not matter any more: one too many is enough.
            changes.removeFirst();
        }
        return tooMany;
    }
}

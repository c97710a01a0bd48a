package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Rule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of the alerts of one group, one after the other, and the transitions between. */
final class OracleAlert {
    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final OracleRule rule;
    private final Rule compiled;
    private final Labels labels;
    private final Edges edges;
    private final List<Transition> out;

    private AlertState state = AlertState.INACTIVE;
    private int level;
    private long since;
    private @Nullable Long firingSince;
    private String id = "";
    private long sequence;
    private long lastTransition = Long.MIN_VALUE;
    private long lastStart = Long.MIN_VALUE;
    private int startsAtOnce;

    /** What the message may name: of the last event that did anything for this alert. */
    private Map<String, Object> variables = Map.of();

    OracleAlert(OracleRule rule, Rule compiled, Labels labels, Edges edges, List<Transition> out) {
        this.rule = rule;
        this.compiled = compiled;
        this.labels = labels;
        this.edges = edges;
        this.out = out;
    }

    AlertState state() {
        return state;
    }

    int level() {
        return level;
    }

    /** How bad it is while it is pending; no transition tells. */
    void pendingAt(int pendingLevel) {
        level = pendingLevel;
    }

    void remember(Event event) {
        variables = new TreeMap<>(event.fields());
        variables.keySet().removeIf(GroupWindows::isNoField);
        variables.putAll(event.tags());
    }

    /** Makes a transition. One by time has no event, and so no value. */
    void change(long at, AlertState to, int newLevel, Reason reason, @Nullable Event event) {
        long time = edges.transitionTime(at, lastTransition);
        if (event != null) {
            remember(event);
        }
        if (state == AlertState.INACTIVE) {
            begin(time);
        }
        since = reason == Reason.LEVEL ? edges.sinceOfLevelChange(since, time) : time;
        if (to == AlertState.FIRING && firingSince == null) {
            firingSince = time;
        }
        sequence++;
        Condition condition = rule.levels().get(newLevel).condition();
        out.add(new Transition(
                Instant.ofEpochMilli(time),
                compiled,
                rule.label() == null ? labels : labels.with(Map.of("team", rule.label())),
                state,
                to,
                rule.levels().get(newLevel).level(),
                event == null ? null : condition.value().apply(event),
                event == null ? null : condition.threshold().apply(event),
                reason,
                Instant.ofEpochMilli(since),
                firingSince == null ? null : Instant.ofEpochMilli(firingSince),
                id,
                sequence,
                variables));
        lastTransition = time;
        level = newLevel;
        boolean stays = rule.stateful() && to != AlertState.RESOLVED;
        state = stays ? to : AlertState.INACTIVE;
        if (state == AlertState.INACTIVE) {
            variables = Map.of();
        }
    }

    private void begin(long time) {
        startsAtOnce = time == lastStart ? startsAtOnce + 1 : 1;
        lastStart = time;
        sequence = edges.firstSequence(sequence) - 1;
        firingSince = null;
        String millis = time % 1000 == 0 ? "" : String.format(Locale.ROOT, ".%03d", time % 1000);
        id = rule.id()
                + String.format(Locale.ROOT, "-%08x-", labels.stableHash())
                + ID_TIME.format(Instant.ofEpochMilli(time)) + millis + "Z"
                + (startsAtOnce == 1 ? "" : "-" + startsAtOnce);
    }
}

package io.watchfire.cli.replay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.evaluator.EngineCounters;
import io.watchfire.evaluator.alert.UnknownVerdicts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What came of a replay, in numbers. */
public final class ReplaySummary {
    private static final JsonMapper JSON = new JsonMapper();

    private final EngineCounters engine;
    private final List<UnknownVerdicts> unknown;
    private final long afterEnd;
    private final ReplayCounts counts;

    ReplaySummary(EngineCounters engine, List<UnknownVerdicts> unknown, long afterEnd, ReplayCounts counts) {
        this.engine = engine;
        this.unknown = unknown;
        this.afterEnd = afterEnd;
        this.counts = counts;
    }

    /**
     * For people, on several lines, the last one ended. Rules without an alert are only counted.
     *
     * @param notified whether the notices were sent; if not, they would have been
     */
    public String text(double seconds, long badLines, boolean notified) {
        StringBuilder out = new StringBuilder();
        line(out, "%,12d events in %.2f s, %,.0f events/s", engine.events(), seconds, rate(seconds));
        lineIf(out, badLines, "%,12d bad lines");
        lineIf(out, engine.late(), "%,12d late events");
        lineIf(out, engine.refusedSeries(), "%,12d events refused: too many series");
        lineIf(out, afterEnd, "%,12d events after the end of the replay");
        line(out, "%,12d transitions", engine.transitions());
        out.append('\n');
        line(out, "%12s %12s %12s  rule", "fired", "resolved", "firing now");
        long quiet = 0;
        for (Map.Entry<String, ReplayCounts.OfRule> rule : counts.rules().entrySet()) {
            ReplayCounts.OfRule of = rule.getValue();
            if (of.fired + of.resolved + of.firing == 0) {
                quiet++;
            } else {
                line(out, "%,12d %,12d %,12d  %s", of.fired, of.resolved, of.firing, rule.getKey());
            }
        }
        lineIf(out, quiet, quiet == 1 ? "%,12d rule without an alert" : "%,12d rules without an alert");
        if (!unknown.isEmpty()) {
            out.append('\n');
            line(out, "%12s  rule: how often a name was missing, or of another kind than needed", "unknown");
            unknown.forEach(rule -> line(out, "%,12d  %s", rule.count(), rule.rule() + names(rule)));
        }
        if (!counts.notices().isEmpty()) {
            out.append('\n');
            line(out, "%12s  receiver%s", "notices", notified ? "" : " (nothing was sent; --notify sends)");
            counts.notices().forEach((receiver, sent) -> line(out, "%,12d  %s", sent, receiver));
        }
        return out.toString();
    }

    private static String names(UnknownVerdicts rule) {
        return rule.byName().entrySet().stream()
                .map(name -> String.format(Locale.ROOT, "%s %,d", name.getKey(), name.getValue()))
                .collect(Collectors.joining(", ", rule.byName().isEmpty() ? "" : ": ", ""));
    }

    /** The same as one JSON object, without a line end; {@code seconds} and {@code eventsPerSecond} vary from run to run. */
    public String json(double seconds, long badLines, boolean notified) {
        ObjectNode out = JSON.createObjectNode()
                .put("events", engine.events())
                .put("seconds", seconds)
                .put("eventsPerSecond", Math.round(rate(seconds)))
                .put("badLines", badLines)
                .put("lateEvents", engine.late())
                .put("refusedEvents", engine.refusedSeries())
                .put("eventsAfterEnd", afterEnd)
                .put("transitions", engine.transitions());
        ObjectNode rules = out.putObject("rules");
        counts.rules()
                .forEach((id, of) -> rules.putObject(id)
                        .put("fired", of.fired)
                        .put("resolved", of.resolved)
                        .put("firing", of.firing));
        ObjectNode unknowns = out.putObject("unknown");
        for (UnknownVerdicts rule : unknown) {
            ObjectNode names =
                    unknowns.putObject(rule.rule()).put("count", rule.count()).putObject("names");
            rule.byName().forEach(names::put);
        }
        out.put("notified", notified);
        ObjectNode notices = out.putObject("notices");
        counts.notices().forEach(notices::put);
        return out.toString();
    }

    private double rate(double seconds) {
        return engine.events() / Math.max(seconds, 1e-9);
    }

    private static void lineIf(StringBuilder out, long number, String format) {
        if (number > 0) {
            line(out, format, number);
        }
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

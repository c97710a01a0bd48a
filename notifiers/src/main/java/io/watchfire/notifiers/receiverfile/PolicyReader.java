package io.watchfire.notifiers.receiverfile;

import io.watchfire.dsl.DurationText;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.evaluator.rulefile.ActiveTimeReader;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.matcher.AlertFacts;
import io.watchfire.notifiers.receiver.Policy;
import io.watchfire.notifiers.receiver.Policy.Grouping;
import io.watchfire.notifiers.receiver.Policy.HandOver;
import io.watchfire.notifiers.receiver.Policy.Inhibition;
import io.watchfire.notifiers.receiver.Policy.RateGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the policy that stands in a file, a receiver or a route. */
final class PolicyReader {
    static final List<String> KEYS =
            List.of("grouping", "repeat", "mute", "inhibit", "rateGuard", "escalate", "fallback");

    private final ObjectReader reader;
    private final ReceiverNames names;
    private final Problems problems;

    /** @param reader of an object that may have the {@link #KEYS}, among others */
    PolicyReader(ObjectReader reader, ReceiverNames names, Problems problems) {
        this.reader = reader;
        this.names = names;
        this.problems = problems;
    }

    Policy read() {
        return new Policy(
                grouping(), repeat(), mute(), inhibit(), rateGuard(), handOver("escalate"), handOver("fallback"), null);
    }

    private @Nullable Grouping grouping() {
        ObjectReader grouping = members("grouping", List.of("by", "wait", "interval"));
        if (grouping == null) {
            return null;
        }
        List<JsonText> by = grouping.texts("by");
        if (!grouping.has("by")) {
            grouping.missing("by", "it names the labels whose values make a group; [] puts all alerts into one");
        }
        Long wait = grouping.duration("wait", 0);
        Long interval = grouping.duration("interval", 0);
        List<String> labels = new ArrayList<>();
        for (JsonText label : by == null ? List.<JsonText>of() : by) {
            if (label.value().equals(AlertFacts.LEVEL)) {
                problems.error(
                        label,
                        "bad-value",
                        "the level changes while an alert goes on, and its group cannot",
                        "routes by level, each with a grouping of its own, tell levels apart");
            }
            labels.add(label.value());
        }
        return new Grouping(labels, wait == null ? 0 : wait, interval == null ? 0 : interval);
    }

    private @Nullable List<Long> repeat() {
        List<JsonText> texts = reader.texts("repeat");
        if (texts == null) {
            return null;
        }
        List<Long> steps = new ArrayList<>();
        for (JsonText text : texts) {
            OptionalLong millis = DurationText.parseMillis(text.value());
            if (millis.isEmpty()) {
                problems.error(
                        text,
                        "bad-duration",
                        "this is not a duration",
                        "durations are written as 500ms, 90s, 5m, 1h30m or 7d");
            } else if (millis.getAsLong() <= (steps.isEmpty() ? 0 : steps.get(steps.size() - 1))) {
                problems.error(
                        text,
                        "bad-value",
                        "this step does not come after the one before",
                        "each step counts from the firing notice: [\"1h\", \"1d\"] repeats after 1h, 1d, 2d, ..");
            } else {
                steps.add(millis.getAsLong());
            }
        }
        return List.copyOf(steps);
    }

    private @Nullable List<ActiveTime> mute() {
        List<JsonValue> elements = reader.array("mute");
        if (elements == null) {
            return null;
        }
        List<ActiveTime> times = new ArrayList<>();
        for (JsonValue element : elements) {
            JsonObject time = reader.asObject(element);
            if (time != null) {
                times.add(new ActiveTimeReader(time, problems).read());
            }
        }
        return List.copyOf(times);
    }

    private @Nullable List<Inhibition> inhibit() {
        List<JsonValue> elements = reader.array("inhibit");
        if (elements == null) {
            return null;
        }
        List<Inhibition> all = new ArrayList<>();
        for (JsonValue element : elements) {
            JsonObject object = reader.asObject(element);
            if (object != null) {
                inhibition(object, all);
            }
        }
        return List.copyOf(all);
    }

    private void inhibition(JsonObject object, List<Inhibition> all) {
        ObjectReader inhibition =
                new ObjectReader(object, "an inhibition", List.of("source", "target", "equal"), problems);
        AlertCondition source = condition(inhibition, "source", problems);
        AlertCondition target = condition(inhibition, "target", problems);
        List<String> equal = inhibition.strings("equal");
        for (String key : List.of("source", "target")) {
            if (!inhibition.has(key)) {
                inhibition.missing(key, "while an alert matches \"source\", those that match \"target\" are not told");
            }
        }
        if (source != null && target != null) {
            all.add(new Inhibition(source, target, equal == null ? List.of() : equal));
        }
    }

    private @Nullable RateGuard rateGuard() {
        ObjectReader guard = members("rateGuard", List.of("notices", "per"));
        if (guard == null) {
            return null;
        }
        Integer notices = guard.count("notices", 1);
        Long per = guard.duration("per", 1);
        if (!guard.has("notices")) {
            guard.missing("notices", "it says how many notices go out at the most");
        }
        if (!guard.has("per")) {
            guard.missing("per", "it says in which time, as \"1m\"");
        }
        return notices == null || per == null ? null : new RateGuard(notices, per);
    }

    private @Nullable HandOver handOver(String key) {
        ObjectReader members = members(key, List.of("after", "to"));
        if (members == null) {
            return null;
        }
        Long after = members.duration("after", 1);
        JsonText to = members.text("to");
        if (!members.has("after")) {
            members.missing("after", "it says after how long, as \"15m\"");
        }
        if (!members.has("to")) {
            members.missing("to", "it is the name of the receiver that is told then");
        }
        if (to != null) {
            names.mustBeKnown(to);
        }
        return after == null || to == null ? null : new HandOver(after, to.value());
    }

    /** A condition over alerts; null if there is none, or it has errors. */
    static @Nullable AlertCondition condition(ObjectReader reader, String key, Problems problems) {
        JsonText text = reader.text(key);
        if (text == null) {
            return null;
        }
        AlertCondition.Parsed parsed = AlertCondition.parse(text.value());
        parsed.problems()
                .forEach(problem -> problems.addInside(
                        text,
                        problem.severity(),
                        problem.code(),
                        problem.message(),
                        problem.help(),
                        problem.span(),
                        problem.related()));
        return parsed.condition().orElse(null);
    }

    private @Nullable ObjectReader members(String key, List<String> known) {
        JsonObject object = reader.object(key);
        return object == null ? null : new ObjectReader(object, "\"" + key + "\"", known, problems);
    }
}

package io.watchfire.scenarios.file;

import io.watchfire.evaluator.json.JsonLiteral;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the actions of a scenario. */
final class ActionReader {
    private static final List<String> KINDS =
            List.of("silence", "expire", "ack", "reload", "reloadReceivers", "restart", "receiverDown");

    private final long start;
    private final Included included;
    private final Problems problems;

    ActionReader(long start, Included included, Problems problems) {
        this.start = start;
        this.included = included;
        this.problems = problems;
    }

    /** Null if it cannot be used. */
    @Nullable
    Action read(JsonObject object) {
        List<String> known = new ArrayList<>(List.of("at"));
        known.addAll(KINDS);
        ObjectReader reader = new ObjectReader(object, "an action", known, problems);
        if (!reader.has("at")) {
            reader.missing("at", "it says when, as \"90s\" from the start");
        }
        Long at = Times.offset(reader, "at", problems);
        List<String> kinds = KINDS.stream().filter(reader::has).toList();
        if (kinds.size() != 1) {
            problems.error(
                    object,
                    kinds.isEmpty() ? "missing-key" : "contradiction",
                    "an action is one of " + String.join(", ", KINDS),
                    kinds.isEmpty()
                            ? null
                            : "write one action for each; those of one instant run in the order of the file");
            return null;
        }
        Action.What what = what(kinds.get(0), reader);
        return at == null || what == null ? null : new Action(start + at, kinds.get(0), what);
    }

    private Action.@Nullable What what(String kind, ObjectReader reader) {
        switch (kind) {
            case "silence":
                return silence(reader);
            case "expire":
                String silence = reader.string(kind);
                return silence == null ? null : new Action.Expire(silence);
            case "ack":
                return acknowledge(reader);
            case "reload":
                LoadResult<RuleSet> rules = included.otherRules(reader, kind);
                return rules == null ? null : new Action.Reload(rules);
            case "reloadReceivers":
                LoadResult<ReceiverSet> receivers = included.otherReceivers(reader, kind);
                return receivers == null ? null : new Action.ReloadReceivers(receivers);
            case "restart":
                return restart(reader);
            default:
                return receiverDown(reader);
        }
    }

    private Action.@Nullable What silence(ObjectReader action) {
        ObjectReader reader = members(action, "silence", List.of("name", "matchers", "for"));
        if (reader == null) {
            return null;
        }
        String name = reader.string("name");
        List<String> matchers = matchers(reader);
        Long length = length(reader);
        if (!reader.has("matchers")) {
            reader.missing("matchers", "they say what is silenced, as [\"oname == 'a'\"]");
        }
        return matchers == null || length == null ? null : new Action.Silence(name, List.copyOf(matchers), length);
    }

    private @Nullable List<String> matchers(ObjectReader reader) {
        List<JsonText> texts = reader.texts("matchers");
        if (texts == null) {
            return null;
        }
        if (texts.isEmpty()) {
            problems.errorAtKey(
                    reader.object(),
                    "matchers",
                    "bad-value",
                    "a silence without matchers would silence everything",
                    null);
            return null;
        }
        boolean good = true;
        for (JsonText text : texts) {
            AlertCondition.Parsed parsed = AlertCondition.parse(text.value());
            good &= parsed.condition().isPresent();
            parsed.problems()
                    .forEach(problem -> problems.addInside(
                            text,
                            problem.severity(),
                            problem.code(),
                            problem.message(),
                            problem.help(),
                            problem.span(),
                            problem.related()));
        }
        return good ? texts.stream().map(JsonText::value).toList() : null;
    }

    private Action.@Nullable What acknowledge(ObjectReader action) {
        ObjectReader reader = members(action, "ack", List.of("rule", "labels"));
        if (reader == null) {
            return null;
        }
        String rule = reader.string("rule");
        Map<String, String> labels = reader.stringMap("labels");
        if (!reader.has("rule")) {
            reader.missing("rule", "it is the id of the rule whose alerts are meant");
        }
        return rule == null ? null : new Action.Acknowledge(rule, labels == null ? Map.of() : labels);
    }

    private Action.@Nullable What restart(ObjectReader action) {
        JsonValue value = action.object().get("restart");
        if (value instanceof JsonLiteral literal && Boolean.TRUE.equals(literal.value())) {
            return new Action.Restart(0);
        }
        if (!(value instanceof JsonObject)) {
            if (value != null) {
                action.wrongType(value, "true, or {\"down\": \"10m\"}");
            }
            return null;
        }
        ObjectReader reader = members(action, "restart", List.of("down"));
        Long down = reader == null ? null : Times.offset(reader, "down", problems);
        if (reader != null && !reader.has("down")) {
            reader.missing("down", "it says how long the engine is away, as \"10m\"");
        }
        return down == null ? null : new Action.Restart(down);
    }

    private Action.@Nullable What receiverDown(ObjectReader action) {
        ObjectReader reader = members(action, "receiverDown", List.of("name", "for"));
        if (reader == null) {
            return null;
        }
        String name = reader.string("name");
        Long length = length(reader);
        if (!reader.has("name")) {
            reader.missing("name", "it is the name of the receiver");
        }
        return name == null || length == null ? null : new Action.ReceiverDown(name, length);
    }

    private @Nullable Long length(ObjectReader reader) {
        if (!reader.has("for")) {
            reader.missing("for", "it says how long, as \"10m\"");
        }
        return Times.offset(reader, "for", problems);
    }

    private @Nullable ObjectReader members(ObjectReader action, String kind, List<String> known) {
        JsonObject object = action.object(kind);
        return object == null ? null : new ObjectReader(object, "\"" + kind + "\"", known, problems);
    }
}

package io.watchfire.runtime.files;

import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.JsonArray;
import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.matcher.AlertFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds names in routes, inhibitions and groupings that no alert of the rules can have. */
final class LabelPlaces {
    private final Set<String> known;
    private final Problems found = new Problems();

    private LabelPlaces(Set<String> known) {
        this.known = known;
    }

    /**
     * The names, with their places. None if some rule's category is not declared: then an alert may have any.
     *
     * @param files loaded without an error
     */
    static List<FileProblem> locate(RuleSet rules, List<Path> files) {
        Set<String> known = AlertFacts.namesOf(rules).orElse(null);
        if (known == null) {
            return List.of();
        }
        LabelPlaces places = new LabelPlaces(known);
        files.forEach(file -> places.within(root(file)));
        return places.found.sorted();
    }

    /** What a receiver file holds, or null. It holds secrets: nothing of its lines is shown. */
    static @Nullable JsonValue root(Path file) {
        Problems none = new Problems();
        JsonDocument document = JsonDocument.read(file, none);
        return document == null ? null : document.withoutSnippets().parse(none);
    }

    /** A file, a receiver or a route: what may have routes and a policy. */
    private void within(@Nullable JsonValue value) {
        if (!(value instanceof JsonObject object)) {
            return;
        }
        condition(object.get("when"));
        for (JsonValue inhibition : elements(object, "inhibit")) {
            if (inhibition instanceof JsonObject both) {
                condition(both.get("source"));
                condition(both.get("target"));
                elements(both, "equal").forEach(this::label);
            }
        }
        if (object.get("grouping") instanceof JsonObject grouping) {
            elements(grouping, "by").forEach(this::label);
        }
        elements(object, "receivers").forEach(this::within);
        elements(object, "routes").forEach(this::within);
    }

    private void condition(@Nullable JsonValue value) {
        if (!(value instanceof JsonText text)) {
            return;
        }
        for (Problem problem : AlertCondition.of(text.value()).unknownNames(known)) {
            if (text.value().contains("://")) {
                found.add(problem.severity(), text, problem.code(), problem.message(), problem.help());
            } else {
                found.addInside(
                        text,
                        problem.severity(),
                        problem.code(),
                        problem.message(),
                        problem.help(),
                        problem.span(),
                        null);
            }
        }
    }

    private void label(JsonValue value) {
        if (value instanceof JsonText text && !known.contains(text.value())) {
            found.add(
                    Severity.WARNING,
                    text,
                    AlertCondition.UNKNOWN_LABEL,
                    AlertCondition.noSuchLabel(text.value()),
                    AlertCondition.knownLabel(text.value(), known));
        }
    }

    private static List<JsonValue> elements(JsonObject object, String key) {
        return object.get(key) instanceof JsonArray array ? array.elements() : List.of();
    }
}

package io.watchfire.runtime.files;

import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.JsonArray;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.template.ParsedTemplate;
import io.watchfire.notifiers.message.ReceiverTemplateCheck.Found;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the places in receiver files of what is wrong with a receiver's templates. */
final class TemplatePlaces {
    private TemplatePlaces() {}

    /**
     * The problems with their places.
     *
     * @param receivers as loaded from the files, without an error: so they stand in the same order in both
     */
    static List<FileProblem> locate(List<Found> found, ReceiverSet receivers, List<Path> files) {
        if (found.isEmpty()) {
            return List.of();
        }
        List<JsonObject> written = new ArrayList<>();
        files.forEach(file -> written.addAll(receiversOf(file)));
        Problems located = new Problems();
        for (Found problem : found) {
            add(located, written.get(receivers.receivers().indexOf(problem.receiver())), problem);
        }
        return located.sorted();
    }

    private static void add(Problems located, JsonObject receiver, Found found) {
        ParsedTemplate.Problem problem = found.problem();
        boolean asWritten = found.template().equals(text(receiver, found.key()));
        if (asWritten && receiver.get(found.key()) instanceof JsonText text) {
            located.addInside(
                    text, Severity.ERROR, problem.code(), problem.message(), problem.help(), problem.span(), null);
        } else {
            located.errorAtKey(
                    receiver, found.key(), problem.code(), "in this template " + problem.message(), problem.help());
        }
    }

    private static String text(JsonObject receiver, String key) {
        return receiver.get(key) instanceof JsonText text ? text.value() : "";
    }

    private static List<JsonObject> receiversOf(Path file) {
        JsonValue receivers = LabelPlaces.root(file) instanceof JsonObject object ? object.get("receivers") : null;
        List<JsonObject> found = new ArrayList<>();
        if (receivers instanceof JsonArray array) {
            for (JsonValue element : array.elements()) {
                if (element instanceof JsonObject receiver) {
                    found.add(receiver);
                }
            }
        }
        return found;
    }
}

package io.watchfire.notifiers.receiverfile;

import io.watchfire.evaluator.json.JsonNumber;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the outer parts of a receiver file. */
final class ReceiverFileReader {
    private static final List<String> KEYS = List.of("$schema", "version", "receivers", "allowPrivateNetworks");
    private static final List<String> UNSUPPORTED = List.of(
            "grouping",
            "repeat",
            "mute",
            "inhibit",
            "rateGuard",
            "escalate",
            "fallback",
            "routes",
            "pause",
            "activeTime");

    private final Placeholders placeholders;
    private final Problems problems;

    ReceiverFileReader(Placeholders placeholders, Problems problems) {
        this.placeholders = placeholders;
        this.problems = problems;
    }

    LoadResult<ReceiverSet> read(JsonValue root) {
        if (!(root instanceof JsonObject object)) {
            problems.error(root, "wrong-type", "a receiver file is an object { }; this is " + root.kind(), null);
            return LoadResult.failed(problems.sorted());
        }
        ObjectReader file = reader(object, "a receiver file", KEYS, problems);
        file.string("$schema");
        version(file);
        boolean allowPrivateNetworks = file.bool("allowPrivateNetworks", false);
        List<JsonValue> elements = file.array("receivers");
        if (!file.has("receivers")) {
            file.missing("receivers", "\"receivers\": [] is a file without receivers");
        }
        Map<String, JsonObject> byName = new LinkedHashMap<>();
        List<Receiver> receivers = new ArrayList<>();
        for (JsonValue element : elements == null ? List.<JsonValue>of() : elements) {
            JsonObject receiver = file.asObject(element);
            if (receiver != null) {
                new ReceiverReader(receiver, placeholders, problems)
                        .read(allowPrivateNetworks, byName)
                        .ifPresent(receivers::add);
            }
        }
        return problems.result(new ReceiverSet(receivers, allowPrivateNetworks));
    }

    /** A reader that tells keys of the format that this version cannot obey from keys that are not known at all. */
    static ObjectReader reader(JsonObject object, String what, List<String> known, Problems problems) {
        List<String> accepted = new ArrayList<>(known);
        for (String key : UNSUPPORTED) {
            if (object.get(key) != null) {
                accepted.add(key);
                problems.errorAtKey(
                        object,
                        key,
                        "unsupported-key",
                        "\"" + key + "\" is not supported by this version",
                        "remove it: it would have no effect");
            }
        }
        return new ObjectReader(object, what, accepted, problems);
    }

    private void version(ObjectReader file) {
        JsonValue version = file.object().get("version");
        if (version == null) {
            file.missing("version", "write \"version\": 1");
        } else if (!(version instanceof JsonNumber number && number.value() == 1)) {
            problems.error(version, "unsupported-version", "the version of a receiver file is 1", null);
        }
    }
}

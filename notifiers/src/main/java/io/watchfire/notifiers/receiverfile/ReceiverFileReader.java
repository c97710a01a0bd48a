package io.watchfire.notifiers.receiverfile;

import io.watchfire.evaluator.json.JsonNumber;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.notifiers.receiver.Policy;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the outer parts of a receiver file. */
final class ReceiverFileReader {
    private static final List<String> KEYS =
            List.of("$schema", "version", "receivers", "allowPrivateNetworks", "routes");

    private final Placeholders placeholders;
    private final Problems problems;
    private final ReceiverNames names = new ReceiverNames();

    ReceiverFileReader(Placeholders placeholders, Problems problems) {
        this.placeholders = placeholders;
        this.problems = problems;
    }

    LoadResult<ReceiverSet> read(JsonValue root) {
        if (!(root instanceof JsonObject object)) {
            problems.error(root, "wrong-type", "a receiver file is an object { }; this is " + root.kind(), null);
            return LoadResult.failed(problems.sorted());
        }
        ObjectReader file = new ObjectReader(object, "a receiver file", withPolicy(KEYS), problems);
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
                new ReceiverReader(receiver, placeholders, names, problems)
                        .read(allowPrivateNetworks, byName)
                        .ifPresent(receivers::add);
            }
        }
        Policy policy = new PolicyReader(file, names, problems).read();
        List<Route> routes = new RouteReader(names, problems).read(file);
        names.check(byName.keySet(), problems);
        return problems.result(new ReceiverSet(receivers, allowPrivateNetworks, policy, routes));
    }

    /** Keys, and those of the policy that may stand beside them. */
    static List<String> withPolicy(List<String> keys) {
        List<String> all = new ArrayList<>(keys);
        all.addAll(PolicyReader.KEYS);
        return all;
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

package io.watchfire.notifiers.receiverfile;

import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.json.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The places of a file that name a receiver, which may stand anywhere in it. */
final class ReceiverNames {
    private final List<JsonText> named = new ArrayList<>();

    void mustBeKnown(JsonText name) {
        named.add(name);
    }

    /** Reports the names that are not known. */
    void check(Collection<String> known, Problems problems) {
        for (JsonText name : named) {
            if (!known.contains(name.value())) {
                problems.error(
                        name,
                        "unknown-receiver",
                        "there is no receiver \"" + name.value() + "\"",
                        Suggestion.help(name.value(), known));
            }
        }
    }
}

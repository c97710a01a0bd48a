package io.watchfire.notifiers.message;

import io.watchfire.evaluator.template.TemplateNames;
import io.watchfire.evaluator.template.ValueKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The names in a receiver's templates. They come before tags and fields of that name. */
public final class ReceiverNames {
    /** These, and since a receiver does not know the rules, any other name for a tag, field, label or link. */
    public static final TemplateNames ALL = new TemplateNames(
            own(), name -> name.isEmpty() ? Optional.empty() : Optional.of(ValueKind.ANY), "not a name");

    private ReceiverNames() {}

    /**
     * The names that stand for something of the message or its alerts, with the kinds of their values. What is compared may
     * be in any unit.
     */
    public static Map<String, ValueKind> own() {
        Map<String, ValueKind> names = new LinkedHashMap<>();
        names.put("status", ValueKind.TEXT);
        names.put("title", ValueKind.TEXT);
        names.put("body", ValueKind.TEXT);
        names.put("message", ValueKind.TEXT);
        names.put("rule", ValueKind.TEXT);
        names.put("level", ValueKind.TEXT);
        names.put("value", ValueKind.ANY);
        names.put("threshold", ValueKind.ANY);
        names.put("since", ValueKind.TIME);
        names.put("duration", ValueKind.DURATION);
        names.put("labels", ValueKind.TEXT);
        names.put("count", ValueKind.NUMBER);
        names.put("firing", ValueKind.NUMBER);
        names.put("resolved", ValueKind.NUMBER);
        names.put("swallowed", ValueKind.NUMBER);
        names.put("receiver", ValueKind.TEXT);
        return names;
    }
}

package io.watchfire.evaluator.rule;

import io.watchfire.evaluator.template.ValueKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names in a rule's templates that stand for something of the alert itself. They come before tags and fields of that name. */
public final class AlertNames {
    /** Before the name of a tag or field that one of these names hides: <code>${event.duration}</code>. */
    public static final String EVENT = "event.";

    /** Before the name of a link: <code>${link.runbook}</code>. */
    public static final String LINK = "link.";

    private AlertNames() {}

    /**
     * The names, each with what its values are.
     *
     * @param value kind of what the rule compares
     */
    public static Map<String, ValueKind> kinds(ValueKind value) {
        Map<String, ValueKind> kinds = new LinkedHashMap<>();
        kinds.put("value", value);
        kinds.put("threshold", value);
        kinds.put("level", ValueKind.TEXT);
        kinds.put("since", ValueKind.TIME);
        kinds.put("duration", ValueKind.DURATION);
        kinds.put("rule", ValueKind.TEXT);
        kinds.put("swallowed", ValueKind.NUMBER);
        return kinds;
    }
}

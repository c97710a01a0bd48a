package io.watchfire.evaluator.alert;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.watchfire.evaluator.json.Numbers;
import java.util.Map;

/** Transition lines: one JSON object a transition, equal bytes for equal transitions on every JDK. */
public final class TransitionJson {
    private TransitionJson() {}

    /** The line of a transition, without a line end. A value that is not known is left out. */
    public static String line(Transition transition) {
        StringBuilder out = new StringBuilder(320);
        text(out.append('{'), "time", transition.time().toString());
        text(out.append(','), "rule", transition.rule().id());
        name(out.append(','), "labels").append('{');
        String separator = "";
        for (Map.Entry<String, String> label : transition.labels().asMap().entrySet()) {
            text(out.append(separator), label.getKey(), label.getValue());
            separator = ",";
        }
        text(out.append("},"), "from", transition.from().text());
        text(out.append(','), "to", transition.to().text());
        text(out.append(','), "level", transition.level().text());
        Double value = transition.value();
        if (value != null) {
            name(out.append(','), "value").append(Numbers.shortest(value));
        }
        text(out.append(','), "reason", transition.reason().text());
        text(out.append(','), "since", transition.since().toString());
        text(out.append(','), "alert", transition.alert());
        name(out.append(','), "sequence").append(transition.sequence());
        return out.append('}').toString();
    }

    private static void text(StringBuilder out, String name, String value) {
        name(out, name).append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, out);
        out.append('"');
    }

    private static StringBuilder name(StringBuilder out, String name) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(name, out);
        return out.append("\":");
    }
}

package io.watchfire.runtime.orders;

import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.evaluator.rulefile.ActiveTimeReader;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.policy.Silence;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one order. */
final class OrderReader {
    private static final List<String> KEYS = List.of(
            "time",
            "order",
            "id",
            "matchers",
            "start",
            "end",
            "recurring",
            "untilResolved",
            "rule",
            "labels",
            "author",
            "comment");

    private final ObjectReader reader;
    private final Problems problems;

    OrderReader(JsonObject object, Problems problems) {
        this.reader = new ObjectReader(object, "an order", KEYS, problems);
        this.problems = problems;
    }

    /** Null if it cannot be used; what is wrong is among the problems then. */
    @Nullable
    Order read() {
        Instant time = instant("time");
        String order = reader.string("order");
        String id = reader.string("id");
        String rule = reader.string("rule");
        Map<String, String> labels = reader.stringMap("labels");
        Silence silence = "silence".equals(order) && id != null ? silence(id) : null;
        Order read = null;
        if (time != null && silence != null) {
            read = new Order.AddSilence(time, silence);
        } else if (time != null && id != null && "expire".equals(order)) {
            read = new Order.ExpireSilence(time, id);
        } else if (time != null && id != null && "retry".equals(order)) {
            read = new Order.Retry(time, id);
        } else if (time != null && id != null && "drop".equals(order)) {
            read = new Order.Drop(time, id);
        } else if (time != null && rule != null && "ack".equals(order)) {
            read = new Order.Acknowledge(
                    time, rule, labels == null ? Map.of() : labels, text("author"), text("comment"));
        } else if (time != null && rule != null && "resolve".equals(order)) {
            read = new Order.Resolve(time, rule, labels == null ? Map.of() : labels, text("author"), text("comment"));
        } else if (!problems.hasErrors()) {
            problems.error(
                    reader.object(),
                    "bad-value",
                    "this is no order",
                    "orders are silence (id, matchers, start, end), expire (id), ack (rule), resolve (rule), retry (id) and drop (id)");
        }
        return problems.hasErrors() ? null : read;
    }

    private @Nullable Silence silence(String id) {
        Instant start = instant("start");
        Instant end = instant("end");
        List<JsonText> texts = reader.texts("matchers");
        List<AlertCondition> matchers = new ArrayList<>();
        for (JsonText text : texts == null ? List.<JsonText>of() : texts) {
            AlertCondition.Parsed parsed = AlertCondition.parse(text.value());
            parsed.condition().ifPresent(matchers::add);
            if (parsed.condition().isEmpty()) {
                problems.error(text, "bad-condition", "this is no condition over alerts", null);
            }
        }
        JsonObject recurring = reader.object("recurring");
        ActiveTime times = recurring == null ? null : new ActiveTimeReader(recurring, problems).read();
        if (start == null || end == null || matchers.isEmpty() || !end.isAfter(start)) {
            return null;
        }
        return new Silence(
                id, matchers, start, end, times, reader.bool("untilResolved", false), text("author"), text("comment"));
    }

    private String text(String key) {
        JsonText text = reader.anyText(key);
        return text == null ? "" : text.value();
    }

    private @Nullable Instant instant(String key) {
        JsonText text = reader.text(key);
        try {
            return text == null ? null : Instant.parse(text.value());
        } catch (DateTimeException e) {
            if (text != null) {
                problems.error(text, "bad-value", "this is not a time", "times are written as 2026-01-31T09:00:00Z");
            }
            return null;
        }
    }
}

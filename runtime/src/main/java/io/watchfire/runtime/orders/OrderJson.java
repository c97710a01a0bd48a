package io.watchfire.runtime.orders;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.notifiers.policy.Silence;
import java.util.Locale;
import java.util.Map;

/** Orders as lines of JSON. */
final class OrderJson {
    private static final JsonMapper JSON = new JsonMapper();

    private OrderJson() {}

    static String line(Order order) {
        ObjectNode line = JSON.createObjectNode().put("time", order.time().toString());
        if (order instanceof Order.AddSilence add) {
            silence(line.put("order", "silence"), add.silence());
        } else if (order instanceof Order.ExpireSilence expire) {
            line.put("order", "expire").put("id", expire.id());
        } else if (order instanceof Order.Acknowledge ack) {
            alerts(line.put("order", "ack"), ack.rule(), ack.labels(), ack.author(), ack.comment());
        } else if (order instanceof Order.Resolve resolve) {
            alerts(line.put("order", "resolve"), resolve.rule(), resolve.labels(), resolve.author(), resolve.comment());
        } else if (order instanceof Order.Retry retry) {
            line.put("order", "retry").put("id", retry.id());
        } else if (order instanceof Order.Drop drop) {
            line.put("order", "drop").put("id", drop.id());
        }
        return line.toString();
    }

    private static void silence(ObjectNode line, Silence silence) {
        line.put("id", silence.id());
        silence.matchers().forEach(matcher -> line.withArray("/matchers").add(matcher.source()));
        line.put("start", silence.start().toString()).put("end", silence.end().toString());
        ActiveTime recurring = silence.recurring();
        if (recurring != null) {
            ObjectNode times =
                    line.putObject("recurring").put("zone", recurring.zone().getId());
            recurring.weekdays().stream()
                    .sorted()
                    .forEach(day -> times.withArray("/weekdays")
                            .add(day.name().substring(0, 3).toLowerCase(Locale.ROOT)));
            recurring
                    .times()
                    .forEach(range ->
                            times.withArray("/times").add(time(range.startMinute()) + "-" + time(range.endMinute())));
        }
        line.put("untilResolved", silence.untilResolved())
                .put("author", silence.author())
                .put("comment", silence.comment());
    }

    private static String time(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    private static void alerts(
            ObjectNode line, String rule, Map<String, String> labels, String author, String comment) {
        ObjectNode all = line.put("rule", rule).putObject("labels");
        labels.forEach(all::put);
        line.put("author", author).put("comment", comment);
    }
}

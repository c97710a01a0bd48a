package io.watchfire.notifiers.message;

import io.watchfire.evaluator.template.MessageTemplate;
import io.watchfire.notifiers.Announcement;
import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.receiver.ReceiverWords;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a message into the form that its receiver has asked for. */
final class ReceiverTemplates {
    private final Announcement notice;
    private final List<AlertText> alerts;
    private final Map<String, String> labels;
    private final TemplateFiller filler;

    /** @param list of the alerts if they are several; else null */
    ReceiverTemplates(Announcement notice, List<AlertText> alerts, @Nullable AlertList list, TemplateFiller filler) {
        this.notice = notice;
        this.alerts = alerts;
        this.filler = filler;
        this.labels = list != null
                ? list.common()
                : alerts.isEmpty()
                        ? Map.of()
                        : alerts.get(0).transition().labels().asMap();
    }

    /**
     * The message with the receiver's title and body, if it has templates for them.
     *
     * @param status what stands in brackets in the plain title
     * @param name what stands behind them
     */
    Message apply(Message plain, String status, String name) {
        ReceiverWords asked = notice.receiver().words();
        if (asked.title() == null && asked.body() == null) {
            return plain;
        }
        List<TemplateFiller.Values> values = alerts.isEmpty()
                ? List.of(new OfMessage(plain, status, name, null))
                : alerts.stream()
                        .<TemplateFiller.Values>map(alert -> new OfMessage(plain, status, name, alert))
                        .toList();
        String title = fill("title", asked.title(), values);
        String body = fill("body", asked.body(), values);
        String shownTitle = title == null ? plain.title() : Lines.oneLine(title);
        String preview = title == null ? plain.preview() : shownTitle;
        return new Message(
                plain.status(),
                plain.tone(),
                shownTitle,
                preview,
                body == null
                        ? plain.lines()
                        : body.lines().map(line -> new Line("", line)).toList(),
                body == null ? plain.alerts() : List.of(),
                plain.links(),
                plain.note(),
                plain.subjects(),
                plain.moreSubjects(),
                plain.cutOff());
    }

    /** Null if there is no template, if it cannot be filled in, or if nothing comes of it. */
    private @Nullable String fill(String key, @Nullable MessageTemplate template, List<TemplateFiller.Values> values) {
        String filled = template == null ? null : filler.fill(notice.receiver().name() + ", " + key, template, values);
        return filled == null || filled.isBlank() ? null : filled;
    }

    /** The values of names in a message and one of its alerts; null: it has none. */
    private final class OfMessage implements TemplateFiller.Values {
        private final Message plain;
        private final String status;
        private final String title;
        private final @Nullable AlertText alert;

        OfMessage(Message plain, String status, String title, @Nullable AlertText alert) {
            this.plain = plain;
            this.status = status;
            this.title = title;
            this.alert = alert;
        }

        @Override
        public @Nullable Object value(String name) {
            return switch (name) {
                case "status" -> status;
                case "title" -> title;
                case "body" -> plain.body();
                case "count" -> alerts.size();
                case "firing" ->
                    alerts.stream().filter(told -> !told.alert().isOver()).count();
                case "resolved" ->
                    alerts.stream().filter(told -> told.alert().isOver()).count();
                case "swallowed" -> notice.swallowed();
                case "receiver" -> notice.receiver().name();
                case "labels" ->
                    labels.entrySet().stream()
                            .map(label -> label.getKey() + "=" + Lines.oneLine(label.getValue()))
                            .collect(Collectors.joining(", "));
                default -> alert == null ? null : ofAlert(name, alert);
            };
        }

        private @Nullable Object ofAlert(String name, AlertText told) {
            return switch (name) {
                case "message" -> told.message();
                // In the receiver's language, as the rest of its template.
                case "level" ->
                    notice.receiver().words().words().level(told.transition().level());
                default -> told.value(name);
            };
        }

        @Override
        public double scale(String name) {
            return alert == null ? 1 : alert.scale(name);
        }
    }
}

package io.watchfire.notifiers.message;

import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.template.MessageTemplate;
import io.watchfire.notifiers.Announcement;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.message.Message.Tone;
import io.watchfire.notifiers.words.Word;
import io.watchfire.notifiers.words.Words;
import java.util.List;
import java.util.Map;

/** The title of a message and its colour. */
final class StatusText {
    private final Announcement notice;
    private final List<AlertText> alerts;
    private final Words words;
    private final TemplateFiller filler;

    /** @param alerts those of the notice, in its order */
    StatusText(Announcement notice, List<AlertText> alerts, TemplateFiller filler) {
        this.notice = notice;
        this.alerts = alerts;
        this.words = notice.receiver().words().words();
        this.filler = filler;
    }

    /** The whole title: {@code [WARNING] btf-order response time}. */
    String title(String status, String name) {
        Notice.Heartbeat heartbeat = notice.heartbeat();
        if (heartbeat != null) {
            return words.say(
                    Word.TITLE_OF_HEARTBEAT,
                    Map.of(
                            "status",
                            status,
                            "rules",
                            words.number(heartbeat.rules()),
                            "firing",
                            words.number(heartbeat.firing())));
        }
        if (notice.status() == Notice.Status.SUMMARY) {
            return words.say(
                    Word.TITLE_OF_SUMMARY, Map.of("status", status, "count", words.number(notice.swallowed())));
        }
        if (alerts.size() == 1) {
            return words.say(Word.TITLE, Map.of("status", status, "title", name));
        }
        String count = words.number(alerts.size());
        return words.say(Word.TITLE_OF_SEVERAL, Map.of("status", status, "title", name, "count", count));
    }

    /** What stands in the title's brackets. */
    String status() {
        return switch (notice.status()) {
            case FIRING -> alerts.get(0).status();
            case LEVEL -> change();
            case RESOLVED -> words.say(end());
            case FLAPPING -> words.say(Word.STATUS_FLAPPING);
            case REPEAT ->
                words.say(Word.STATUS_REPEAT, Map.of("level", alerts.get(0).status()));
            case ESCALATION ->
                words.say(Word.STATUS_ESCALATED, Map.of("level", alerts.get(0).status()));
            case SUMMARY -> words.say(Word.STATUS_SUMMARY);
            case HEARTBEAT -> words.say(Word.STATUS_HEARTBEAT);
        };
    }

    /** The rule's title, or its name; of several rules the first. */
    String name() {
        if (alerts.isEmpty()) {
            return "";
        }
        String first = alerts.get(0).transition().rule().id();
        List<AlertText> ofFirst = alerts.stream()
                .filter(alert -> alert.transition().rule().id().equals(first))
                .toList();
        String title = Lines.oneLine(titleOf(ofFirst));
        long others = alerts.stream()
                        .map(alert -> alert.transition().rule().id())
                        .distinct()
                        .count()
                - 1;
        return others == 0
                ? title
                : words.say(Word.TITLE_OF_SEVERAL_RULES, Map.of("title", title, "count", words.number(others)));
    }

    private String titleOf(List<AlertText> ofOneRule) {
        MessageTemplate template =
                ofOneRule.get(0).transition().rule().notices().templates().title();
        String filled = template == null ? null : filler.fill("title", template, ofOneRule);
        return filled == null || filled.isBlank()
                ? ofOneRule.get(0).transition().rule().name()
                : filled;
    }

    /** Of the worst alert that fires; if none does, whether all is well. */
    Tone tone() {
        if (alerts.isEmpty()) {
            return Tone.INFO;
        }
        if (notice.status() == Notice.Status.RESOLVED || alerts.get(0).alert().isOver()) {
            return end() == Word.STATUS_RECOVERED ? Tone.RECOVERED : Tone.ENDED;
        }
        return switch (alerts.get(0).transition().level()) {
            case INFO -> Tone.INFO;
            case WARNING -> Tone.WARNING;
            case CRITICAL -> Tone.CRITICAL;
        };
    }

    private String change() {
        AlertText first = alerts.get(0);
        Level previous = first.alert().previousLevel();
        return alerts.size() > 1 || previous == null
                ? first.status()
                : change(previous, first.transition().level());
    }

    String change(Level from, Level to) {
        return words.say(Word.STATUS_CHANGED, Map.of("from", words.level(from), "to", words.level(to)));
    }

    private Word end() {
        List<Word> ends = alerts.stream().map(AlertText::end).distinct().toList();
        return ends.size() == 1 ? ends.get(0) : Word.STATUS_ENDED;
    }
}

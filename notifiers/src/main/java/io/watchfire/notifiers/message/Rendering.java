package io.watchfire.notifiers.message;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.NoticeSettings;
import io.watchfire.notifiers.Announcement;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.words.ShortNumber;
import io.watchfire.notifiers.words.Word;
import io.watchfire.notifiers.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message in the making. */
final class Rendering {
    private final Announcement notice;
    private final Receiver receiver;
    private final Words words;
    private final List<String> errors = new ArrayList<>();
    private final TemplateFiller filler;
    private final List<AlertText> alerts;
    private final StatusText status;

    Rendering(Announcement notice) {
        this.notice = notice;
        this.receiver = notice.receiver();
        this.words = receiver.words().words();
        this.filler = new TemplateFiller(words, receiver.zone(), errors);
        this.alerts = notice.alerts().stream()
                .map(alert -> new AlertText(notice, alert, filler))
                .toList();
        this.status = new StatusText(notice, alerts, filler);
    }

    Message message() {
        String inBrackets = status.status();
        String name = status.name();
        String title = status.title(inBrackets, name);
        AlertList list = alerts.size() > 1 ? new AlertList(alerts, words, receiver.zone()) : null;
        Lines lines = list != null ? factsOf(list) : alerts.isEmpty() ? factsOfNone() : factsOf(alerts.get(0));
        Links links = new Links(filler, errors, list == null);
        alerts.forEach(alert -> links.add(alert, list == null ? "" : list.nameOf(alert)));
        Message plain = new Message(
                notice.status(),
                status.tone(),
                title,
                preview(title),
                lines.all(),
                list == null ? List.of() : list.lines(),
                links.shown(),
                links.left() == 0 ? "" : words.say(Word.MORE_LINKS, Map.of("count", words.number(links.left()))),
                List.of(),
                0,
                words.say(Word.CUT_OFF, Map.of("count", "${count}")));
        Message told = notice.heartbeat() != null
                ? plain
                : new ReceiverTemplates(notice, alerts, list, filler).apply(plain, inBrackets, name);
        Message whole = errors.isEmpty()
                ? told
                : told.with(new Line(
                        words.say(Word.TEMPLATE_ERROR),
                        Lines.oneLine(
                                String.join("; ", errors.stream().distinct().toList()))));
        return whole.with(
                alerts.stream()
                        .limit(Message.MOST_SUBJECTS)
                        .map(AlertText::subject)
                        .toList(),
                Math.max(0, alerts.size() - Message.MOST_SUBJECTS));
    }

    private Lines factsOf(AlertText alert) {
        Transition transition = alert.transition();
        Lines lines = new Lines(words, transition.labels().asMap(), transition.variables());
        lines.addIfKnown(Word.PROJECT, "pname");
        lines.addIfKnown(Word.PROJECT_CODE, "pcode");
        lines.addIfKnown(Word.APPLICATION, "oname");
        lines.add(Word.MESSAGE, alert.message());
        lines.add(Word.STARTED, time(alert.alert().start()));
        addWhatChanged(lines, alert);
        addWhy(lines);
        lines.addOtherLabels();
        return lines;
    }

    private void addWhatChanged(Lines lines, AlertText alert) {
        Transition transition = alert.transition();
        switch (notice.status()) {
            case FIRING, FLAPPING, SUMMARY, HEARTBEAT -> {}
            case LEVEL -> {
                Level previous = alert.alert().previousLevel();
                Level from = previous == null ? transition.level() : previous;
                lines.add(Word.LEVEL, status.change(from, transition.level()));
                lines.add(Word.CHANGED, time(transition.time()));
            }
            case RESOLVED -> addEnd(lines, alert);
            case REPEAT, ESCALATION -> lines.add(Word.LASTING, words.duration(alert.duration()));
        }
    }

    private void addEnd(Lines lines, AlertText alert) {
        Transition transition = alert.transition();
        lines.add(Word.ENDED, time(transition.time()));
        lines.add(Word.LASTED, words.duration(alert.duration()));
        Word end = alert.end();
        if (end == Word.STATUS_NO_DATA) {
            lines.add(Word.END_REASON, alert.noData());
        } else if (end == Word.STATUS_RULE_REMOVED) {
            lines.add(Word.END_REASON, words.say(Word.RULE_REMOVED));
        } else if (transition.value() != null) {
            lines.add(Word.VALUE_AT_END, ShortNumber.textOf(transition.value()));
        }
    }

    private Lines factsOf(AlertList list) {
        Lines lines = new Lines(words, list.common(), Map.of());
        lines.addIfKnown(Word.PROJECT, "pname");
        lines.addIfKnown(Word.PROJECT_CODE, "pcode");
        lines.addIfKnown(Word.APPLICATION, "oname");
        String firing = list.count(false);
        String over = list.count(true);
        if (!firing.isEmpty()) {
            lines.add(Word.FIRING, firing);
        }
        if (!over.isEmpty()) {
            lines.add(Word.RESOLVED, over);
        }
        alerts.stream()
                .map(alert -> alert.alert().start())
                .min(Instant::compareTo)
                .ifPresent(first -> lines.add(Word.FIRST_STARTED, time(first)));
        addWhy(lines);
        lines.addOtherLabels();
        return lines;
    }

    /** What there is to say without an alert. */
    private Lines factsOfNone() {
        Lines lines = new Lines(words, Map.of(), Map.of());
        Notice.Heartbeat heartbeat = notice.heartbeat();
        if (heartbeat != null) {
            lines.add(Word.RULES, words.number(heartbeat.rules()));
            lines.add(Word.FIRING, words.number(heartbeat.firing()));
            Long period = receiver.policy().heartbeatMillis();
            if (period != null) {
                lines.add(Word.NEXT_HEARTBEAT, words.duration(Duration.ofMillis(period)));
            }
            return lines;
        }
        lines.add(Word.SWALLOWED, words.number(notice.swallowed()));
        return lines;
    }

    /** Why this comes as it does. */
    private void addWhy(Lines lines) {
        if (notice.status() == Notice.Status.FLAPPING) {
            lines.add(
                    Word.FLAPPING,
                    flapping(alerts.get(0).transition().rule().notices().flap()));
        }
        if (notice.status() == Notice.Status.ESCALATION) {
            String first = notice.unacknowledgedBy();
            lines.add(
                    Word.ESCALATED,
                    first == null
                            ? words.say(Word.NOT_ACKNOWLEDGED)
                            : words.say(Word.NOT_ACKNOWLEDGED_BY, Map.of("receiver", first)));
        }
        if (notice.swallowed() > 0) {
            lines.add(Word.SWALLOWED, words.number(notice.swallowed()));
        }
    }

    private String flapping(NoticeSettings.@Nullable Flap flap) {
        if (flap == null) {
            return words.say(Word.FLAPPING_UNTIL);
        }
        String within = words.duration(Duration.ofMillis(flap.withinMillis()));
        return words.say(Word.FLAPPING_MORE_THAN, Map.of("changes", words.number(flap.changes()), "duration", within));
    }

    private String preview(String title) {
        if (alerts.size() != 1 || notice.status() == Notice.Status.SUMMARY) {
            return title;
        }
        AlertText alert = alerts.get(0);
        String rest = alert.alert().isOver()
                ? words.say(Word.LASTED_FOR, Map.of("duration", words.duration(alert.duration())))
                : Lines.oneLine(alert.messageWithoutName());
        return title + ": " + rest;
    }

    private String time(Instant instant) {
        return words.time(instant, receiver.zone(), Word.TIME);
    }
}

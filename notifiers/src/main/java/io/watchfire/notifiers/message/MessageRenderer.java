package io.watchfire.notifiers.message;

import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.rule.MessageTemplate;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.message.Message.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Puts a notice into words. Immutable, thread-safe; never fails for what a notice holds.
 *
 * <p>A firing message is the lines project, project code, application, event message and start, as far as they are known
 * (labels or variables {@code pname}, {@code pcode}, {@code oname}), and the labels that those lines do not show. Ends
 * and changes of level have a few lines more.
 */
public final class MessageRenderer {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss Z", Locale.ROOT);

    public Message render(Notice notice) {
        Words words = Words.of(notice.receiver().language());
        Lines lines = new Lines(words, notice.transition());
        lines.addIfKnown(words.project(), "pname");
        lines.addIfKnown(words.projectCode(), "pcode");
        lines.addIfKnown(words.application(), "oname");
        lines.add(words.eventMessage(), eventMessage(notice, words));
        lines.add(words.startedAt(), time(notice, start(notice.transition())));
        switch (notice.status()) {
            case FIRING, FLAPPING, REPEAT, SUMMARY -> {}
            case LEVEL -> addChange(lines, notice, words);
            case RESOLVED -> addEnd(lines, notice, words);
        }
        if (notice.alerts().size() > 1) {
            lines.add(words.alerts(), Integer.toString(notice.alerts().size()));
        }
        lines.addOtherLabels();
        return new Message(notice.status(), tone(notice), title(notice, words), lines.all());
    }

    private static String title(Notice notice, Words words) {
        Transition transition = notice.transition();
        String what = switch (notice.status()) {
            case FIRING -> words.level(transition.level());
            case FLAPPING, REPEAT, SUMMARY -> words.kind(notice.status());
            case LEVEL -> words.change(previous(notice), transition.level());
            case RESOLVED -> words.end(transition.reason());
        };
        return "[" + what + "] " + Lines.oneLine(transition.rule().name());
    }

    private static Tone tone(Notice notice) {
        if (notice.status() == Notice.Status.RESOLVED) {
            return isRecovery(notice.transition().reason()) ? Tone.RECOVERED : Tone.ENDED;
        }
        return switch (notice.transition().level()) {
            case INFO -> Tone.INFO;
            case WARNING -> Tone.WARNING;
            case CRITICAL -> Tone.CRITICAL;
        };
    }

    private static void addChange(Lines lines, Notice notice, Words words) {
        Transition transition = notice.transition();
        lines.add(words.levelLabel(), words.change(previous(notice), transition.level()));
        lines.add(words.changedAt(), time(notice, transition.time()));
    }

    private static void addEnd(Lines lines, Notice notice, Words words) {
        Transition transition = notice.transition();
        lines.add(words.endedAt(), time(notice, transition.time()));
        lines.add(words.lasted(), words.duration(Duration.between(start(transition), transition.time())));
        if (!isRecovery(transition.reason())) {
            lines.add(words.endReason(), endReason(transition, words));
        } else if (transition.value() != null) {
            lines.add(words.valueAtEnd(), ShortNumber.text(transition.value()));
        }
    }

    private static String endReason(Transition transition, Words words) {
        return transition.reason() == Reason.NO_DATA ? words.noDataFor(silence(transition)) : words.ruleRemoved();
    }

    private static String eventMessage(Notice notice, Words words) {
        Transition transition = notice.transition();
        MessageTemplate template = transition.rule().notices().message();
        if (transition.reason() == Reason.NO_DATA && notice.status() != Notice.Status.RESOLVED) {
            return transition.rule().name() + ": " + words.noDataFor(silence(transition));
        }
        if (template == null) {
            return sentence(notice);
        }
        TemplateValues values = new TemplateValues(transition, instant -> time(notice, instant), start(transition));
        StringBuilder out = new StringBuilder();
        for (MessageTemplate.Part part : template.parts()) {
            if (part instanceof MessageTemplate.Literal literal) {
                out.append(literal.text());
            } else if (part instanceof MessageTemplate.Variable variable) {
                out.append(values.text(variable.name()));
            }
        }
        return out.toString();
    }

    /** For a rule without a message: {@code btf-order response time: resp_time >= 2000 (2310)}. */
    private static String sentence(Notice notice) {
        Transition transition = notice.transition();
        String text = transition.rule().name() + ": " + condition(transition);
        // At the end, the value is that of the recovery, and stands in a line of its own.
        boolean holds = notice.status() != Notice.Status.RESOLVED;
        return holds && transition.value() != null ? text + " (" + ShortNumber.text(transition.value()) + ")" : text;
    }

    private static String condition(Transition transition) {
        for (LevelCondition level : transition.rule().levels()) {
            if (level.level() == transition.level()) {
                return level.condition().canonical();
            }
        }
        // The level of a rule may have been renamed since the alert began.
        return transition.rule().levels().get(0).condition().canonical();
    }

    private static boolean isRecovery(Reason reason) {
        return reason != Reason.NO_DATA && reason != Reason.RULE_REMOVED;
    }

    private static Level previous(Notice notice) {
        return notice.previousLevel() == null ? notice.transition().level() : notice.previousLevel();
    }

    private static Duration silence(Transition transition) {
        return Duration.ofMillis(transition.rule().noData().afterMillis());
    }

    /** When the event that people know of began: the firing, not what led to it. */
    private static Instant start(Transition transition) {
        return transition.firingSince() == null ? transition.since() : transition.firingSince();
    }

    private static String time(Notice notice, Instant instant) {
        return TIME.format(instant.atZone(notice.receiver().zone()));
    }
}

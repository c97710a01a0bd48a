package io.watchfire.notifiers.message;

import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.AlertNames;
import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.template.MessageTemplate;
import io.watchfire.notifiers.Announcement;
import io.watchfire.notifiers.Announcement.AnnouncedAlert;
import io.watchfire.notifiers.words.ShortNumber;
import io.watchfire.notifiers.words.Word;
import io.watchfire.notifiers.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What there is to say of one alert. The names of its rule's templates have their values here. */
final class AlertText implements TemplateFiller.Values {
    private final Announcement notice;
    private final AnnouncedAlert alert;
    private final Transition transition;
    private final Words words;
    private final TemplateFiller filler;

    AlertText(Announcement notice, AnnouncedAlert alert, TemplateFiller filler) {
        this.notice = notice;
        this.alert = alert;
        this.transition = alert.transition();
        this.words = notice.receiver().words().words();
        this.filler = filler;
    }

    Transition transition() {
        return transition;
    }

    AnnouncedAlert alert() {
        return alert;
    }

    /** The word in brackets: how bad it is, or how it ended. */
    String status() {
        return alert.isOver() ? words.say(end()) : words.level(transition.level());
    }

    Word end() {
        return switch (transition.reason()) {
            case NO_DATA -> Word.STATUS_NO_DATA;
            case RULE_REMOVED -> Word.STATUS_RULE_REMOVED;
            case CONDITION, FOR, OCCURRENCES, LEVEL, RECOVERY -> Word.STATUS_RECOVERED;
        };
    }

    /** The alert as data. */
    Message.Subject subject() {
        return new Message.Subject(
                transition.rule().id(),
                transition.rule().name(),
                transition.alert(),
                transition.level(),
                transition.labels().asMap(),
                transition.rule().annotations(),
                alert.start(),
                alert.isOver() ? transition.time() : null,
                transition.value(),
                message());
    }

    /** The rule's message, or {@code btf-order response time: resp_time >= 2000 (2310)}. */
    String message() {
        String own = ownMessage();
        return own == null ? transition.rule().name() + ": " + sentence() : own;
    }

    /** The same beside the rule's name. */
    String messageWithoutName() {
        String own = ownMessage();
        return own == null ? sentence() : own;
    }

    private @Nullable String ownMessage() {
        MessageTemplate template = transition.rule().notices().templates().message();
        return template == null || lacksData() ? null : filler.fill("message", template, List.of(this));
    }

    private boolean lacksData() {
        return transition.reason() == Reason.NO_DATA && !alert.isOver();
    }

    private String sentence() {
        if (lacksData()) {
            return noData();
        }
        // At the end, the value is that of the recovery, and stands in a line of its own.
        Double value = alert.isOver() ? null : transition.value();
        return value == null ? condition() : condition() + " (" + ShortNumber.text(value) + ")";
    }

    private String condition() {
        for (LevelCondition level : transition.rule().levels()) {
            if (level.level() == transition.level()) {
                return level.condition().canonical();
            }
        }
        // The level of a rule may have been renamed since the alert began.
        return transition.rule().levels().get(0).condition().canonical();
    }

    String noData() {
        Duration silence = Duration.ofMillis(transition.rule().noData().afterMillis());
        return words.say(Word.NO_DATA, Map.of("duration", words.duration(silence)));
    }

    /** How long it lasted, or has lasted until it is told. */
    Duration duration() {
        Instant end = alert.isOver() ? transition.time() : notice.at();
        return Duration.between(alert.start(), end);
    }

    @Override
    public @Nullable Object value(String name) {
        Object own = own(name);
        if (own != null) {
            return own;
        }
        if (name.startsWith(AlertNames.LINK)) {
            MessageTemplate link =
                    transition.rule().notices().templates().links().get(name.substring(AlertNames.LINK.length()));
            return link == null ? ofEvent(name) : filler.fillUrl(name, link, this);
        }
        Object value = ofEvent(name);
        return value == null && name.startsWith(AlertNames.EVENT)
                ? ofEvent(name.substring(AlertNames.EVENT.length()))
                : value;
    }

    @Override
    public double scale(String name) {
        String own = name.startsWith(AlertNames.EVENT) ? name.substring(AlertNames.EVENT.length()) : name;
        return transition.rule().notices().templates().scales().getOrDefault(own, 1.0);
    }

    private @Nullable Object own(String name) {
        return switch (name) {
            case "value" -> transition.value();
            case "threshold" -> transition.threshold();
            // The files' word in every language: the rest of the sentence is the rule's, too.
            case "level" -> transition.level().text();
            case "since" -> alert.start();
            case "duration" -> duration();
            case "rule" -> transition.rule().name();
            case "swallowed" -> notice.swallowed();
            default -> null;
        };
    }

    private @Nullable Object ofEvent(String name) {
        String label = transition.labels().asMap().get(name);
        return label == null ? transition.variables().get(name) : label;
    }
}

package io.watchfire.notifiers.message;

import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.Notice.Status;
import java.time.Duration;

enum EnglishWords implements Words {
    INSTANCE;

    @Override
    public String project() {
        return "Project";
    }

    @Override
    public String projectCode() {
        return "Project code";
    }

    @Override
    public String application() {
        return "Application";
    }

    @Override
    public String eventMessage() {
        return "Event message";
    }

    @Override
    public String startedAt() {
        return "Started at";
    }

    @Override
    public String changedAt() {
        return "Level changed at";
    }

    @Override
    public String endedAt() {
        return "Ended at";
    }

    @Override
    public String lasted() {
        return "Lasted";
    }

    @Override
    public String levelLabel() {
        return "Level";
    }

    @Override
    public String valueAtEnd() {
        return "Value at recovery";
    }

    @Override
    public String endReason() {
        return "End reason";
    }

    @Override
    public String labels() {
        return "Labels";
    }

    @Override
    public String alerts() {
        return "Alerts";
    }

    @Override
    public String kind(Status status) {
        return switch (status) {
            case FLAPPING -> "Flapping";
            case REPEAT -> "Still firing";
            case SUMMARY -> "Held back";
            case FIRING, LEVEL, RESOLVED -> throw new IllegalArgumentException(status.text());
        };
    }

    @Override
    public String level(Level level) {
        return switch (level) {
            case INFO -> "INFO";
            case WARNING -> "WARNING";
            case CRITICAL -> "CRITICAL";
        };
    }

    @Override
    public String end(Reason reason) {
        return switch (reason) {
            case NO_DATA -> "NO DATA";
            case RULE_REMOVED -> "RULE REMOVED";
            case CONDITION, FOR, OCCURRENCES, LEVEL, RECOVERY -> "RECOVERED";
        };
    }

    @Override
    public String noDataFor(Duration silence) {
        return "no data for " + duration(silence);
    }

    @Override
    public String ruleRemoved() {
        return "the rule was removed, disabled or changed";
    }

    @Override
    public String duration(Duration duration) {
        return Words.duration(duration, "d", "h", "m", "s", "ms");
    }
}

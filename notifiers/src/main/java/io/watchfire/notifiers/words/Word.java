package io.watchfire.notifiers.words;

import io.watchfire.evaluator.rule.Level;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words that a language has, each with the names that may stand in it as <code>${name}</code>. */
public enum Word {
    TITLE("title", "status", "title"),
    TITLE_OF_SEVERAL("title.several", "status", "title", "count"),
    TITLE_OF_SEVERAL_RULES("title.rules", "title", "count"),
    TITLE_OF_SUMMARY("title.summary", "status", "count"),
    TITLE_OF_HEARTBEAT("title.heartbeat", "status", "rules", "firing"),

    LEVEL_INFO("level.info"),
    LEVEL_WARNING("level.warning"),
    LEVEL_CRITICAL("level.critical"),
    STATUS_CHANGED("status.changed", "from", "to"),
    STATUS_RECOVERED("status.recovered"),
    STATUS_NO_DATA("status.noData"),
    STATUS_RULE_REMOVED("status.ruleRemoved"),
    STATUS_ENDED("status.ended"),
    STATUS_FLAPPING("status.flapping"),
    STATUS_REPEAT("status.repeat", "level"),
    STATUS_ESCALATED("status.escalated", "level"),
    STATUS_SUMMARY("status.summary"),
    STATUS_HEARTBEAT("status.heartbeat"),

    PROJECT("label.project"),
    PROJECT_CODE("label.projectCode"),
    APPLICATION("label.application"),
    MESSAGE("label.message"),
    LEVEL("label.level"),
    STARTED("label.started"),
    CHANGED("label.changed"),
    ENDED("label.ended"),
    LASTED("label.lasted"),
    LASTING("label.lasting"),
    VALUE_AT_END("label.valueAtEnd"),
    END_REASON("label.endReason"),
    FLAPPING("label.flapping"),
    ESCALATED("label.escalated"),
    SWALLOWED("label.swallowed"),
    LABELS("label.labels"),
    FIRING("label.firing"),
    RESOLVED("label.resolved"),
    FIRST_STARTED("label.firstStarted"),
    RULES("label.rules"),
    NEXT_HEARTBEAT("label.nextHeartbeat"),
    TEMPLATE_ERROR("label.templateError"),

    NO_DATA("text.noData", "duration"),
    RULE_REMOVED("text.ruleRemoved"),
    FLAPPING_UNTIL("text.flapping"),
    FLAPPING_MORE_THAN("text.flappingMoreThan", "changes", "duration"),
    NOT_ACKNOWLEDGED("text.notAcknowledged"),
    NOT_ACKNOWLEDGED_BY("text.notAcknowledgedBy", "receiver"),
    SINCE("text.since", "time", "duration"),
    LASTED_FOR("text.lastedFor", "duration"),
    AND_MORE("text.andMore", "count"),
    MORE_LINKS("text.moreLinks", "count"),
    CUT_OFF("text.cutOff", "count"),
    POSSIBLE_REPEAT("text.possibleRepeat"),
    FIRED_AND_RESOLVED("text.firedAndResolved"),

    LOCALE("format.locale"),
    TIME("format.time"),
    DATE("format.date"),
    CLOCK("format.clock"),
    DECIMAL_POINT("format.decimalPoint"),
    THOUSANDS("format.thousands"),
    PERCENT("format.percent", "number"),
    DAYS("unit.days", "number"),
    HOURS("unit.hours", "number"),
    MINUTES("unit.minutes", "number"),
    SECONDS("unit.seconds", "number"),
    MILLISECONDS("unit.milliseconds", "number");

    private static final Map<String, Word> BY_KEY = new LinkedHashMap<>();

    static {
        Arrays.stream(values()).forEach(word -> BY_KEY.put(word.key, word));
    }

    private final String key;
    private final List<String> names;

    Word(String key, String... names) {
        this.key = key;
        this.names = List.of(names);
    }

    /** The key in a file of words: {@code label.started}. */
    String key() {
        return key;
    }

    /** What may stand in it as <code>${name}</code>. */
    List<String> names() {
        return names;
    }

    static Optional<Word> ofKey(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    static Set<String> keys() {
        return BY_KEY.keySet();
    }

    /** What a level is called. */
    public static Word of(Level level) {
        return switch (level) {
            case INFO -> LEVEL_INFO;
            case WARNING -> LEVEL_WARNING;
            case CRITICAL -> LEVEL_CRITICAL;
        };
    }
}

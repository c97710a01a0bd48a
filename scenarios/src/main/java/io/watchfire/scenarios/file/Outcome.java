package io.watchfire.scenarios.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a scenario may expect something of: the lists in its {@code expect}. */
public enum Outcome {
    ALERTS(List.of("at", "rule", "labels", "state", "level")),
    TRANSITIONS(List.of(
            "at", "time", "rule", "labels", "from", "to", "level", "value", "reason", "since", "alert", "sequence")),
    NOTICES(List.of("at", "receiver", "status", "alerts", "rule", "labels", "level")),
    /** What is wrong with the rules or receivers. */
    ERRORS(List.of("code", "path"));

    private final List<String> keys;

    Outcome(List<String> keys) {
        this.keys = keys;
    }

    /** The name of the list in the file: {@code transitions}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What an entry of the list may say. */
    List<String> keys() {
        return keys;
    }

    static Map<String, Outcome> byText() {
        Map<String, Outcome> all = new LinkedHashMap<>();
        for (Outcome outcome : values()) {
            all.put(outcome.text(), outcome);
        }
        return all;
    }
}

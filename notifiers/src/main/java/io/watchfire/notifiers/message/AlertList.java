package io.watchfire.notifiers.message;

import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.words.Word;
import io.watchfire.notifiers.words.Words;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The alerts of a message about several: a line each, by what tells them apart. */
final class AlertList {
    /** So many are shown one by one; the others are counted. */
    static final int SHOWN = 20;

    private final List<AlertText> alerts;
    private final Words words;
    private final ZoneId zone;
    private final Map<String, String> common;
    private final List<String> differing;
    private final boolean severalRules;

    /** @param alerts at least one, in the order in which they are to be shown */
    AlertList(List<AlertText> alerts, Words words, ZoneId zone) {
        this.alerts = alerts;
        this.words = words;
        this.zone = zone;
        this.common = common(alerts);
        this.differing = alerts.stream()
                .flatMap(alert -> alert.transition().labels().asMap().keySet().stream())
                .filter(name -> !common.containsKey(name))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
        this.severalRules = alerts.stream()
                        .map(alert -> alert.transition().rule().id())
                        .distinct()
                        .count()
                > 1;
    }

    /** The labels that all of them have, with one value, sorted by name. */
    Map<String, String> common() {
        return common;
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        alerts.stream().limit(SHOWN).forEach(alert -> lines.add(new Line(label(alert), text(alert))));
        int more = alerts.size() - SHOWN;
        if (more > 0) {
            lines.add(new Line("", words.say(Word.AND_MORE, Map.of("count", words.number(more)))));
        }
        return lines;
    }

    /** How many of them fire, or are over: {@code 12 (CRITICAL 2, WARNING 10)}. Empty if none. */
    String count(boolean over) {
        List<AlertText> counted =
                alerts.stream().filter(alert -> alert.alert().isOver() == over).toList();
        if (counted.isEmpty()) {
            return "";
        }
        List<Level> levels = new ArrayList<>(Arrays.asList(Level.values()));
        Collections.reverse(levels);
        List<String> parts = new ArrayList<>();
        for (Level level : levels) {
            long ofLevel = counted.stream()
                    .filter(alert -> alert.transition().level() == level)
                    .count();
            if (ofLevel > 0) {
                parts.add(words.level(level) + " " + words.number(ofLevel));
            }
        }
        String all = words.number(counted.size());
        return over || parts.size() == 1 ? all : all + " (" + String.join(", ", parts) + ")";
    }

    /** What tells an alert from the others: the value of the one label that differs, or {@code host=a, zone=b}. */
    String nameOf(AlertText alert) {
        Map<String, String> labels = alert.transition().labels().asMap();
        return Lines.oneLine(differing.stream()
                .filter(labels::containsKey)
                .map(name -> differing.size() == 1 ? labels.get(name) : name + "=" + labels.get(name))
                .collect(Collectors.joining(", ")));
    }

    private String label(AlertText alert) {
        String name = nameOf(alert);
        String rule = severalRules ? Lines.oneLine(alert.transition().rule().name()) : "";
        String joined = rule.isEmpty() || name.isEmpty() ? rule + name : rule + ", " + name;
        return ("[" + alert.status() + "] " + joined).stripTrailing();
    }

    private String text(AlertText alert) {
        String duration = words.duration(alert.duration());
        if (alert.alert().isOver()) {
            return words.say(Word.LASTED_FOR, Map.of("duration", duration));
        }
        String clock = words.time(alert.alert().start(), zone, Word.CLOCK);
        return Lines.oneLine(alert.messageWithoutName()) + ", "
                + words.say(Word.SINCE, Map.of("time", clock, "duration", duration));
    }

    private static Map<String, String> common(List<AlertText> alerts) {
        Map<String, String> common =
                new TreeMap<>(alerts.get(0).transition().labels().asMap());
        for (AlertText alert : alerts) {
            common.entrySet().retainAll(alert.transition().labels().asMap().entrySet());
        }
        return common;
    }
}

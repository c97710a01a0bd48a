package io.watchfire.scenarios.run;

import io.watchfire.dsl.DurationText;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.scenarios.file.Expectations;
import io.watchfire.scenarios.file.Facts;
import io.watchfire.scenarios.file.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the alerts of certain instants with what was expected of them. */
final class AlertCheck {
    private static final List<String> WHICH = List.of("rule", "labels");
    private static final List<String> HOW = List.of("state", "level");
    private static final String RESOLVED = AlertState.RESOLVED.text();

    private final Expectations expectations;

    /** Live alerts, and those that are over, by instant; and of every moment, for entries without an instant. */
    private final Map<Duration, List<Facts>> alerts;

    private final List<List<Facts>> moments;
    private final List<Difference> differences = new ArrayList<>();

    private AlertCheck(Expectations expectations, Map<Duration, List<Facts>> alerts, List<List<Facts>> moments) {
        this.expectations = expectations;
        this.alerts = alerts;
        this.moments = moments;
    }

    static List<Difference> differences(
            Expectations expectations, Map<Duration, List<Facts>> alerts, List<List<Facts>> moments) {
        AlertCheck check = new AlertCheck(expectations, alerts, moments);
        check.missing();
        if (expectations.exactly(Outcome.ALERTS)) {
            check.unexpected();
        }
        return check.differences;
    }

    private void missing() {
        List<Facts> entries = expectations.of(Outcome.ALERTS);
        for (int i = 0; i < entries.size(); i++) {
            Facts entry = entries.get(i);
            String where = Outcome.ALERTS.text() + "[" + i + "]";
            Duration at = entry.at();
            if (at != null) {
                checkAt(at, where, entry);
            } else if (moments.stream().noneMatch(alive -> holds(entry, alive))) {
                differences.add(new Difference(where, entry.toString(), "at no time", null));
            }
        }
    }

    private void checkAt(Duration at, String where, Facts entry) {
        List<Facts> alive = alerts.getOrDefault(at, List.of());
        if (holds(entry, alive)) {
            return;
        }
        List<Facts> meant = meant(entry, alive);
        if (!meant.isEmpty()) {
            List<Facts> wrong =
                    meant.stream().filter(alert -> !entry.fitIn(HOW, alert)).toList();
            differences.add(new Difference(where, entry.toString(), ListCheck.shown(wrong, entry), null));
            return;
        }
        String got = "no such alert at " + DurationText.format(at.toMillis());
        String nearest = alive.isEmpty() ? null : ListCheck.shown(alive, entry);
        differences.add(new Difference(where, entry.toString(), got, nearest));
    }

    /** All alerts that are meant are as the entry says, and there is one; or none is meant, and they are to be inactive. */
    private static boolean holds(Facts entry, List<Facts> alive) {
        List<Facts> meant = meant(entry, alive);
        if ("inactive".equals(entry.get("state"))) {
            return meant.isEmpty();
        }
        return !meant.isEmpty() && meant.stream().allMatch(alert -> entry.fitIn(HOW, alert));
    }

    /** What is over is meant only where an entry asks for it. */
    private static List<Facts> meant(Facts entry, List<Facts> alerts) {
        boolean alsoOver = RESOLVED.equals(entry.get("state"));
        return alerts.stream()
                .filter(alert -> entry.fitIn(WHICH, alert) && (alsoOver || isLive(alert)))
                .toList();
    }

    private static boolean isLive(Facts alert) {
        return !RESOLVED.equals(alert.get("state"));
    }

    private void unexpected() {
        Map<Duration, List<Facts>> byInstant = new LinkedHashMap<>();
        for (Facts entry : expectations.of(Outcome.ALERTS)) {
            Duration at = entry.at();
            if (at != null) {
                byInstant.computeIfAbsent(at, key -> new ArrayList<>()).add(entry);
            }
        }
        byInstant.forEach((at, entries) -> {
            List<Facts> others = alerts.getOrDefault(at, List.of()).stream()
                    .filter(AlertCheck::isLive)
                    .filter(alert -> entries.stream().noneMatch(entry -> entry.fitIn(WHICH, alert)))
                    .toList();
            if (!others.isEmpty()) {
                String expected = "no other alert at " + DurationText.format(at.toMillis());
                differences.add(
                        new Difference(Outcome.ALERTS.text(), expected, ListCheck.shown(others, Facts.NOTHING), null));
            }
        });
    }
}

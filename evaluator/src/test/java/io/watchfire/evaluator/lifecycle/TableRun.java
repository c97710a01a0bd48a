package io.watchfire.evaluator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.DurationText;
import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rulefile.RuleFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Lets happen what a row of the table says. */
final class TableRun {
    /** A Monday. */
    private static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

    private static final Map<String, Double> WORDS = Map.of("bad", 10.0, "worse", 20.0, "between", 7.0, "good", 1.0);

    private final AlertEngine engine;
    private final boolean showsLevels;

    TableRun(TableRow row) {
        showsLevels = row.keys().contains("\"levels\"");
        String condition = showsLevels ? "" : ", \"condition\": \"v >= 10\"";
        String keys = row.keys().isEmpty() ? "" : ", " + row.keys();
        String file = "{\"version\": 1, \"rules\": [{\"id\": \"r\", \"category\": \"m\"" + condition + keys + "}]}";
        engine = new AlertEngine(RuleFile.parse("row", file).orElseThrow(), EngineOptions.DEFAULT);
        engine.advanceTo(START);
    }

    /** {@code 5m passes}, or an event: its time, perhaps its series, and what it holds. */
    List<Transition> happen(String what) {
        String[] words = what.split(" ");
        long time = START + DurationText.parseMillis(words[0]).orElseThrow();
        if (words[1].equals("passes")) {
            return engine.advanceTo(time);
        }
        boolean namesSeries = words[1].length() == 1;
        Event.Builder event =
                Event.of("m").at(time).tag("s", namesSeries ? words[1] : "a").field("x", 1);
        for (int i = namesSeries ? 2 : 1; i < words.length; i++) {
            String word = words[i];
            int equals = word.indexOf('=');
            if (equals > 0) {
                event.field(word.substring(0, equals), Double.parseDouble(word.substring(equals + 1)));
            } else if (!word.equals("unknown")) {
                event.field("v", WORDS.get(word));
            }
        }
        return engine.process(event.build());
    }

    /** The state of the alert, {@code inactive} if there is none. */
    String state() {
        List<Alert> alerts = engine.alerts();
        assertThat(alerts).hasSizeLessThanOrEqualTo(1);
        return alerts.isEmpty()
                ? "inactive"
                : shown(alerts.get(0).state(), alerts.get(0).level());
    }

    String shown(Transition transition) {
        return shown(transition.to(), transition.level());
    }

    /** The state in which a transition leaves the alert. */
    String leftBehind(Transition transition) {
        boolean gone =
                transition.to() == AlertState.RESOLVED || !transition.rule().stateful();
        return gone ? "inactive" : shown(transition);
    }

    private String shown(AlertState state, Level level) {
        return showsLevels && state == AlertState.FIRING ? "firing " + level.text() : state.text();
    }
}

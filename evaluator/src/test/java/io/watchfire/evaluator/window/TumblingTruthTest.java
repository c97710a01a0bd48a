package io.watchfire.evaluator.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventLines;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The transactions of a day of two real shops, minute by minute, against a count, mean, greatest and 95th percentile that
 * others worked out. {@code -Dwatchfire.data=DIR} names the folder of the data.
 */
class TumblingTruthTest {
    private static final long MINUTE = 60_000;

    /** A line of the file of truths: one service in one minute. */
    private record Truth(long minute, String service, double count, double mean, double max, double p95) {
        static Truth of(String line) {
            String[] cells = line.split(",");
            return new Truth(
                    Long.parseLong(cells[0]),
                    cells[1],
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]));
        }
    }

    private final AlertEngine engine = new AlertEngine(
            RuleCompiler.compile(List.of(
                            shows("count", "count(resp_time)"),
                            shows("mean", "avg(resp_time)"),
                            shows("max", "max(resp_time)"),
                            shows("p95", "p95(resp_time)")))
                    .orElseThrow(),
            EngineOptions.DEFAULT);

    /** Tells the result of a window of one minute whenever it is asked. */
    private static RuleDefinition shows(String id, String aggregate) {
        return RuleDefinition.of(id)
                .category("tx")
                .condition(aggregate + " over 1m >= 0 and asked")
                .groupBy("okindName")
                .stateful(false)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ob-2022-08-23", "tt-2023-01-29"})
    void eachMinuteOfEachServiceIsAsOthersSay(String day) throws IOException {
        Path data = data();
        Map<Long, List<Event>> minutes = minutes(data.resolve("nezha/" + day + "-transactions.jsonl.gz"));
        List<Truth> truths = truths(data.resolve("nezha/" + day + "-tx-per-minute.csv.gz"));
        assertThat(truths).isNotEmpty();

        long minute = Long.MIN_VALUE;
        for (Truth truth : truths) {
            if (truth.minute != minute) {
                minute = truth.minute;
                minutes.get(minute).forEach(engine::process);
            }
            compare(truth, ask(truth), sorted(minutes.get(minute), truth.service));
        }
    }

    private static Path data() {
        String folder = System.getProperty("watchfire.data");
        assumeTrue(folder != null, "needs the folder of the test data: -Dwatchfire.data=DIR");
        return Path.of(folder);
    }

    private static Map<Long, List<Event>> minutes(Path file) throws IOException {
        Map<Long, List<Event>> minutes = new HashMap<>();
        try (EventLines lines = EventLines.open(file, bad -> assertThat(bad).isNull())) {
            for (Event event = lines.next(); event != null; event = lines.next()) {
                if (event.category().equals("tx")) {
                    minutes.computeIfAbsent(event.time() / MINUTE * MINUTE, unused -> new ArrayList<>())
                            .add(event);
                }
            }
        }
        return minutes;
    }

    private static List<Truth> truths(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .map(Truth::of)
                    .sorted(Comparator.comparingLong(Truth::minute))
                    .toList();
        }
    }

    /** What the windows hold in the last millisecond of the minute: all of it, and nothing else. */
    private Map<String, Double> ask(Truth truth) {
        Event question = Event.of("tx")
                .at(truth.minute + MINUTE - 1)
                .tag("okindName", truth.service)
                .tag("asks", "yes")
                .field("asked", true)
                .build();
        Map<String, Double> answers = new HashMap<>();
        for (Transition transition : engine.process(question)) {
            answers.put(transition.rule().id(), transition.value());
        }
        return answers;
    }

    private static double[] sorted(List<Event> events, String service) {
        return events.stream()
                .filter(event -> service.equals(event.tags().get("okindName")))
                .mapToDouble(event -> (Double) event.fields().get("resp_time"))
                .sorted()
                .toArray();
    }

    private static void compare(Truth truth, Map<String, Double> answers, double[] sorted) {
        assertThat(answers.get("count")).as("count of %s", truth).isEqualTo(truth.count);
        assertThat(answers.get("mean")).as("mean of %s", truth).isCloseTo(truth.mean, within(5.1e-7));
        assertThat(answers.get("max")).as("max of %s", truth).isEqualTo(truth.max);
        // Theirs is the nearest rank, ours lies between two ranks; large windows are sketched, to one in a hundred.
        double slack = sorted.length > 512 ? 0.01 : 0;
        int rank = (int) Math.ceil(0.95 * sorted.length) - 1;
        assertThat(sorted[rank]).as("p95 of %s", truth).isCloseTo(truth.p95, within(5.1e-4));
        assertThat(answers.get("p95"))
                .as("p95 of %s", truth)
                .isBetween(
                        sorted[Math.max(0, rank - 1)] * (1 - slack),
                        sorted[Math.min(sorted.length - 1, rank + 1)] * (1 + slack));
    }
}

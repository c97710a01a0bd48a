package io.watchfire.benchmarks.window;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventLines;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads all recorded events ({@code *.jsonl.gz} under {@code -Ddata=DIR}), each file as a stream of its own: once only read and parsed, once
 * judged by rules with windows as well; in turns, several times.
 */
public final class ReplayReport {
    private static final int TURNS = 6;

    private ReplayReport() {}

    public static void main(String[] args) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(System.getProperty("data", "data")))) {
            files = all.filter(path -> path.toString().endsWith(".jsonl.gz")).sorted().toList();
        }
        for (int turn = 1; turn <= TURNS; turn++) {
            double parsed = eventsPerSecond(files, false);
            double judged = eventsPerSecond(files, true);
            System.out.printf(Locale.ROOT, "turn %d: parsed %,.0f events/s, judged %,.0f events/s, %.0f%%%n", turn, parsed, judged, 100 * judged / parsed);
        }
    }

    private static double eventsPerSecond(List<Path> files, boolean judge) throws IOException {
        long start = System.nanoTime();
        long events = 0;
        for (Path file : files) {
            AlertEngine engine = judge ? engine(file) : null;
            try (EventLines lines = EventLines.open(file, bad -> {
                throw new IllegalStateException(bad.toString());
            })) {
                for (Event event = lines.next(); event != null; event = lines.next()) {
                    events++;
                    if (engine != null) {
                        engine.process(event);
                    }
                }
            }
        }
        return events * 1e9 / (System.nanoTime() - start);
    }

    /** A rule of two windows for each category of the file's first event, on its first field. */
    private static AlertEngine engine(Path file) throws IOException {
        try (EventLines lines = EventLines.open(file, bad -> {})) {
            Event first = lines.next();
            while (first != null && first.fields().isEmpty()) {
                first = lines.next();
            }
            String category = first == null ? "none" : first.category();
            String field = first == null ? "x" : first.fields().keySet().iterator().next();
            RuleDefinition rule = RuleDefinition.of("high").category(category)
                    .condition("avg(" + field + ") over 10m > 3 * (avg(" + field + ") over 1h offset 1h) && " + field + " > 0").build();
            return new AlertEngine(RuleCompiler.compile(List.of(rule)).orElseThrow(), EngineOptions.DEFAULT);
        }
    }
}

package io.watchfire.benchmarks.window;

import io.watchfire.evaluator.event.Event;
import java.util.List;

/** All rows give the same answers on the same events; to be run before anything is measured. */
public final class AgreementCheck {
    private AgreementCheck() {}

    public static void main(String[] args) {
        boolean agree = true;
        for (Question question : Question.values()) {
            agree &= check(question, question == Question.P99 ? List.of("handExact", "exact") : List.of("handExact", "exact", "siddhi", "esper"),
                    question.threshold);
        }
        agree &= check(Question.AVERAGE, List.of("handSliced", "sliced"), Question.AVERAGE.threshold);
        agree &= check(Question.AVERAGE, List.of("handExact", "exact", "siddhi", "esper"), WindowBenchmark.thresholds(50));
        System.exit(agree ? 0 : 1);
    }

    private static boolean check(Question question, List<String> names, double... thresholds) {
        Event[] events = new EventStream(500, 1000).next(1500);
        long matches = -1;
        long firings = -1;
        boolean agree = true;
        for (String name : names) {
            try (Row row = WindowBenchmark.row(name, question, thresholds)) {
                for (Event event : events) {
                    row.process(event);
                }
                System.out.println(question + " " + thresholds.length + " " + name + ": held at " + row.matches() + " events, fired "
                        + row.firings() + " times");
                agree &= matches < 0 || row.matches() < 0 || matches == row.matches();
                agree &= firings < 0 || row.firings() < 0 || firings == row.firings();
                matches = Math.max(matches, row.matches());
                firings = Math.max(firings, row.firings());
            }
        }
        System.out.println(agree ? "agree" : "DIFFER");
        return agree;
    }
}

package io.watchfire.scenarios.report;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.scenarios.run.Coverage;
import io.watchfire.scenarios.run.Coverage.RuleCoverage;
import io.watchfire.scenarios.run.ScenarioReport;
import io.watchfire.scenarios.run.ScenarioResult;
import java.util.ArrayList;
import java.util.List;

/** Results for people. */
public final class TextReport {
    private TextReport() {}

    /** A line a scenario, below it what differs, and at the end {@code 3 passed, 1 failed}. */
    public static List<String> lines(ScenarioReport report) {
        List<String> lines = new ArrayList<>();
        for (ScenarioReport.FileReport file : report.files()) {
            for (FileProblem problem : file.problems()) {
                lines.addAll(problem.render().lines().toList());
            }
            file.results().forEach(result -> add(result, lines));
        }
        lines.add(report.passed() + " passed, " + report.failed() + " failed");
        return lines;
    }

    private static void add(ScenarioResult result, List<String> lines) {
        String place =
                "  (" + result.scenario().file() + ":" + result.scenario().line() + ")";
        lines.add((result.passed() ? "passed  " : "FAILED  ")
                + result.scenario().name()
                + (result.passed() ? "" : place));
        result.differencesText().lines().forEach(line -> lines.add("  " + line));
    }

    /** How many rules were reached in full, and a line for each of the others. */
    public static List<String> lines(Coverage coverage) {
        List<RuleCoverage> incomplete =
                coverage.rules().stream().filter(rule -> !rule.isComplete()).toList();
        int all = coverage.rules().size();
        List<String> lines = new ArrayList<>();
        lines.add("coverage: " + (all - incomplete.size()) + " of " + all + " rules in full");
        incomplete.forEach(rule -> lines.add("  " + rule));
        return lines;
    }
}

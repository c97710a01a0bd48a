package io.watchfire.scenarios.report;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.scenarios.run.Difference;
import io.watchfire.scenarios.run.ScenarioReport;
import io.watchfire.scenarios.run.ScenarioReport.FileReport;
import io.watchfire.scenarios.run.ScenarioResult;
import java.util.stream.Collectors;

/**
 * Results in the form that JUnit's own reports have made common: a test suite a file, a test case a scenario. Times are
 * left out, for scenarios take none of their own; equal results give equal bytes.
 */
public final class JUnitXml {
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private JUnitXml() {}

    public static String of(ScenarioReport report) {
        JUnitXml xml = new JUnitXml();
        xml.report(report);
        return xml.out.toString();
    }

    private void report(ScenarioReport report) {
        long unusable = report.files().stream().filter(file -> !file.isUsable()).count();
        out.append("<testsuites");
        counts(report.results().size() + unusable, report.failed(), unusable);
        out.append(">\n");
        report.files().forEach(this::file);
        out.append("</testsuites>\n");
    }

    private void file(FileReport file) {
        String name = file.file().toString();
        long failures =
                file.results().stream().filter(result -> !result.passed()).count();
        int errors = file.isUsable() ? 0 : 1;
        out.append("  <testsuite");
        attribute("name", name);
        counts(file.results().size() + errors, failures, errors);
        out.append(">\n");
        if (!file.isUsable()) {
            String text = file.problems().stream().map(FileProblem::render).collect(Collectors.joining("\n"));
            begin(name, "the file can be used");
            outcome("error", "the file cannot be used", text);
        }
        file.results().forEach(result -> result(name, result));
        out.append("  </testsuite>\n");
    }

    private void result(String file, ScenarioResult result) {
        begin(file, result.scenario().name());
        if (result.passed()) {
            out.append("/>\n");
            return;
        }
        String message = result.differences().stream().map(Difference::where).collect(Collectors.joining(", "));
        outcome("failure", message, result.differencesText());
    }

    private void begin(String file, String name) {
        out.append("    <testcase");
        attribute("classname", file);
        attribute("name", name);
    }

    private void outcome(String kind, String message, String text) {
        out.append(">\n      <").append(kind);
        attribute("message", message);
        out.append('>').append(escaped(text)).append("</").append(kind).append(">\n    </testcase>\n");
    }

    private void counts(long tests, long failures, long errors) {
        attribute("tests", Long.toString(tests));
        attribute("failures", Long.toString(failures));
        attribute("errors", Long.toString(errors));
    }

    private void attribute(String name, String value) {
        // A line end in an attribute would be read as a blank.
        out.append(' ')
                .append(name)
                .append("=\"")
                .append(escaped(value).replace("\n", "&#10;"))
                .append('"');
    }

    /** XML 1.0 cannot hold most control characters, nor halves of surrogate pairs, in any form. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(isAllowed(c) ? c : 0xfffd);
            }
        });
        return out.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c < 0xd800) || (c > 0xdfff && c < 0xfffe) || c > 0xffff;
    }
}

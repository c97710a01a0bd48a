package io.watchfire.dsl.check;

import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Severity;
import io.watchfire.dsl.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one text, and tells it in order of place. */
final class Findings {
    /** So much is told; whoever mends that finds the rest. */
    private static final int MAX_PROBLEMS = 100;

    private final String text;
    private final List<Finding> findings = new ArrayList<>();

    Findings(String text) {
        this.text = text;
    }

    private record Finding(
            Severity severity,
            String code,
            String message,
            @Nullable String help,
            Span span,
            @Nullable Span related) {}

    void error(String code, Span span, String message, @Nullable String help) {
        error(code, span, null, message, help);
    }

    void error(String code, Span span, @Nullable Span related, String message, @Nullable String help) {
        findings.add(new Finding(Severity.ERROR, code, message, help, span, related));
    }

    void warning(String code, Span span, @Nullable Span related, String message, @Nullable String help) {
        findings.add(new Finding(Severity.WARNING, code, message, help, span, related));
    }

    boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** Lines and columns are counted in one walk over the text, so that many problems on a long line stay linear. */
    List<Problem> problems() {
        if (findings.isEmpty()) {
            return List.of();
        }
        List<Finding> inOrder = inOrder();
        List<Problem> problems = new ArrayList<>(inOrder.size());
        int at = 0;
        int line = 1;
        int column = 1;
        for (Finding finding : inOrder) {
            int start = Math.min(finding.span().start(), text.length());
            while (at < start) {
                int character = text.codePointAt(at);
                at += Character.charCount(character);
                line += character == '\n' ? 1 : 0;
                column = character == '\n' ? 1 : column + 1;
            }
            problems.add(new Problem(
                    finding.severity(),
                    finding.code(),
                    finding.message(),
                    finding.help(),
                    finding.span(),
                    finding.related(),
                    line,
                    column));
        }
        return problems;
    }

    /** By place. If there are too many, warnings are left out before errors. */
    private List<Finding> inOrder() {
        Comparator<Finding> place =
                Comparator.comparingInt(finding -> finding.span().start());
        return findings.stream()
                .sorted(Comparator.comparing(Finding::severity).thenComparing(place))
                .limit(MAX_PROBLEMS)
                .sorted(place.thenComparing(Finding::severity))
                .toList();
    }
}

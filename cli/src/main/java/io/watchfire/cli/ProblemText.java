package io.watchfire.cli;

import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.json.Snippet;

/** Problems of an expression for people. */
final class ProblemText {
    private ProblemText() {}

    /** The problem, the line that it is in with carets below, and what to do; without a last line end. */
    static String of(Problem problem, String expression) {
        String kind = problem.severity() == Severity.ERROR ? "error" : "warning";
        String help = problem.help() == null ? "" : "\n  help: " + problem.help();
        return kind + "[" + problem.code() + "]: " + problem.message() + "\n"
                + Snippet.of(expression, problem.span(), problem.related()) + help;
    }
}

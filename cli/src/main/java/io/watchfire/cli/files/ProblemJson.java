package io.watchfire.cli.files;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.evaluator.json.FileProblem;

/** Problems of files as JSON lines. */
public final class ProblemJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ProblemJson() {}

    /** One object, without a line end; {@code help} is left out if there is none. */
    public static String line(FileProblem problem) {
        ObjectNode line = JSON.createObjectNode()
                .put("file", problem.file())
                .put("path", problem.path())
                .put("line", problem.line())
                .put("column", problem.column())
                .put("severity", problem.isError() ? "error" : "warning")
                .put("code", problem.code())
                .put("message", problem.message());
        if (problem.help() != null) {
            line.put("help", problem.help());
        }
        return line.toString();
    }
}

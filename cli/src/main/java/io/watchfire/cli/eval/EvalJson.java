package io.watchfire.cli.eval;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.dsl.Problem;
import java.util.List;

/** Results of {@code watchfire eval} as JSON lines. Thread-safe. */
public final class EvalJson {
    private static final JsonMapper JSON = new JsonMapper();

    private EvalJson() {}

    /** The line of a result, without its end: {@code {"result":"true","type":"boolean"}}. */
    public static String line(EvalResult result) {
        ObjectNode line = JSON.createObjectNode();
        if (result instanceof EvalResult.Value value) {
            line.put("result", value.text()).put("type", value.type());
        } else if (result instanceof EvalResult.Unknown unknown) {
            line.put("result", "unknown").put("type", "unknown");
            ArrayNode why = line.putArray("why");
            unknown.reasons().forEach(why::add);
        } else if (result instanceof EvalResult.Wrong wrong) {
            line.put("result", "error");
            addProblems(line.putArray("errors"), wrong.errors());
        }
        if (!result.warnings().isEmpty()) {
            addProblems(line.putArray("warnings"), result.warnings());
        }
        return line.toString();
    }

    private static void addProblems(ArrayNode array, List<Problem> problems) {
        for (Problem problem : problems) {
            ObjectNode told = error(problem.code(), problem.line(), problem.column(), problem.message());
            if (problem.help() != null) {
                told.put("help", problem.help());
            }
            array.add(told);
        }
    }

    /** The line for a case that could not be read; its code is {@code bad-case}. */
    public static String line(BadCaseException bad) {
        ObjectNode line = JSON.createObjectNode().put("result", "error");
        line.putArray("errors").add(error("bad-case", bad.line(), bad.column(), bad.problem()));
        return line.toString();
    }

    /** The line for a case that brought a fault in Watchfire itself to light; its code is {@code internal-error}. */
    public static String fault(Throwable fault) {
        ObjectNode line = JSON.createObjectNode().put("result", "error");
        line.putArray("errors").add(error("internal-error", 1, 1, "this is a fault in Watchfire itself: " + fault));
        return line.toString();
    }

    private static ObjectNode error(String code, int line, int column, String message) {
        return JSON.createObjectNode()
                .put("code", code)
                .put("line", line)
                .put("column", column)
                .put("message", message);
    }
}

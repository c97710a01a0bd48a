package io.watchfire.scenarios.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.scenarios.run.Coverage.RuleCoverage;
import io.watchfire.scenarios.run.Difference;
import io.watchfire.scenarios.run.ScenarioResult;
import org.jspecify.annotations.Nullable;

/** Results as JSON lines, one object a line, without line ends. */
public final class JsonReport {
    private static final JsonMapper JSON = new JsonMapper();

    private JsonReport() {}

    /** <code>{"file":"a.json","line":3,"scenario":"..","passed":false,"differences":[..]}</code> */
    public static String line(ScenarioResult result) {
        ObjectNode line = JSON.createObjectNode()
                .put("file", result.scenario().file())
                .put("line", result.scenario().line())
                .put("scenario", result.scenario().name())
                .put("passed", result.passed());
        ArrayNode differences = line.putArray("differences");
        for (Difference difference : result.differences()) {
            ObjectNode object = differences.addObject().put("where", difference.where());
            put(object, "expected", difference.expected());
            put(object, "got", difference.got());
            put(object, "nearest", difference.nearest());
        }
        return line.toString();
    }

    /** <code>{"rules":"a.json","rule":"..","fired":true,"levels":[],"steps":["firing -> resolved"]}</code>: what was not reached. */
    public static String line(RuleCoverage rule) {
        ObjectNode line = JSON.createObjectNode()
                .put("rules", rule.rulesFrom())
                .put("rule", rule.rule())
                .put("fired", rule.fired());
        ArrayNode levels = line.putArray("levels");
        rule.levels().forEach(level -> levels.add(level.text()));
        ArrayNode steps = line.putArray("steps");
        rule.steps().forEach(steps::add);
        return line.toString();
    }

    private static void put(ObjectNode object, String key, @Nullable String value) {
        if (value != null) {
            object.put(key, value);
        }
    }
}

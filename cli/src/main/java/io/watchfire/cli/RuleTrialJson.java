package io.watchfire.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.trial.ConditionTrial;
import io.watchfire.evaluator.trial.RuleTrial;
import java.util.Locale;

/** A {@link RuleTrial} as a line of JSON. */
final class RuleTrialJson {
    private static final JsonMapper JSON = new JsonMapper();

    private RuleTrialJson() {}

    static String line(RuleTrial trial) {
        ObjectNode line = JSON.createObjectNode().put("rule", trial.rule());
        line.put("fires", trial.fires() == null ? null : trial.fires().text());
        line.put("verdict", trial.verdict() == null ? null : word(trial.verdict()));
        trial.reasons().forEach(line.putArray("reasons")::add);
        ArrayNode target = line.putArray("target");
        trial.target().forEach(condition -> add(target.addObject(), condition));
        ArrayNode levels = line.putArray("levels");
        trial.levels()
                .forEach(level ->
                        add(levels.addObject().put("level", level.level().text()), level.condition()));
        return line.toString();
    }

    private static void add(ObjectNode node, ConditionTrial condition) {
        node.put("condition", condition.condition()).put("verdict", word(condition.verdict()));
        ArrayNode parts = node.putArray("parts");
        for (ConditionTrial.Part part : condition.parts()) {
            ObjectNode said =
                    parts.addObject().put("condition", part.condition()).put("verdict", word(part.verdict()));
            if (part.operator() != null) {
                said.put("left", part.left()).put("operator", part.operator()).put("right", part.right());
            }
            if (!part.whyUnknown().isEmpty()) {
                part.whyUnknown().forEach(said.putArray("why")::add);
            }
        }
    }

    private static String word(Truth verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}

package io.watchfire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.notifiers.matcher.AlertFacts;
import io.watchfire.notifiers.policy.Silence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** An alert as a run wrote it down. */
record SeenAlert(String rule, String level, String tags, Map<String, String> labels, Map<String, String> variables) {
    static SeenAlert of(JsonNode node) {
        return new SeenAlert(
                node.path("rule").asText(),
                node.path("level").asText(),
                node.path("tags").asText(),
                texts(node.path("labels")),
                texts(node.path("variables")));
    }

    static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        node.fields()
                .forEachRemaining(
                        field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    boolean isMatchedBy(Silence silence) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.putAll(labels);
        AlertFacts facts = AlertFacts.of(rule, level, tags, all);
        return silence.matchers().stream().allMatch(matcher -> matcher.matches(facts));
    }

    @Override
    public String toString() {
        return rule + " " + labels + " " + level;
    }
}

package io.watchfire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The alerts that an order means. */
final class AlertsMeant {
    private AlertsMeant() {}

    /** Prints those that fire; returns how many. */
    static int print(JsonNode seen, String rule, Map<String, String> labels, String what, Terminal terminal) {
        int meant = 0;
        for (JsonNode node : seen.path("firing")) {
            SeenAlert alert = SeenAlert.of(node);
            if (alert.rule().equals(rule) && alert.labels().entrySet().containsAll(labels.entrySet())) {
                terminal.out().println(what + ": " + alert);
                meant++;
            }
        }
        return meant;
    }
}

package io.watchfire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say which alerts of a running {@code run} are meant. */
final class AlertsMeant {
    @Option(names = "--rule", required = true, paramLabel = "ID", description = "Whose alerts are meant.")
    private String rule = "";

    @Option(
            names = "--labels",
            paramLabel = "NAME=VALUE,..",
            converter = LabelsConverter.class,
            description = "Only alerts that have all of these. Default: all of the rule.")
    private LabelsConverter.LabelMap labels = LabelsConverter.LabelMap.NONE;

    String rule() {
        return rule;
    }

    Map<String, String> labels() {
        return labels.labels();
    }

    /** Whether an alert of that rule, with these labels, is meant. */
    boolean include(String ruleOf, Map<String, String> labelsOf) {
        return ruleOf.equals(rule) && labelsOf.entrySet().containsAll(labels().entrySet());
    }

    /**
     * Prints those that fire.
     *
     * @throws CommandException if none does
     */
    void print(String what, StateFolder folder, Terminal terminal) {
        boolean any = false;
        for (JsonNode node : folder.read().path("firing")) {
            SeenAlert alert = SeenAlert.of(node);
            if (include(alert.rule(), alert.labels())) {
                terminal.out().println(what + ": " + alert);
                any = true;
            }
        }
        if (!any) {
            throw new CommandException(ExitCode.UNUSABLE, "no such alert fires");
        }
    }
}

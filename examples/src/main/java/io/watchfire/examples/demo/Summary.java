package io.watchfire.examples.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;

/**
 * How the demo went, in numbers that were counted.
 *
 * @param events events that the engine judged
 * @param requests requests that the shop answered
 * @param retried messages that the stand-in refused with 429, and that were sent again
 * @param problems what did not come to pass that should have; empty if all went well
 */
record Summary(
        long seconds,
        long events,
        long requests,
        int retried,
        List<RuleResult> rules,
        List<ReceiverResult> receivers,
        List<String> problems) {

    /**
     * What came of one rule.
     *
     * @param fired how often an alert of it fired
     * @param resolved how often an alert of it resolved
     * @param notices how many messages about it the stand-in took
     */
    record RuleResult(String rule, int fired, int resolved, int notices) {}

    /**
     * What came to one receiver.
     *
     * @param notices how many notices were delivered to it
     */
    record ReceiverResult(String receiver, int notices) {}

    @JsonProperty
    boolean passed() {
        return problems.isEmpty();
    }

    /** The summary for people. The last column holds the names, since Korean letters are wider than others. */
    String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%,d events judged, %,d requests answered, %d s, %d refused by Slack's stand-in and sent again\n\n",
                events,
                requests,
                seconds,
                retried));
        text.append("fired  resolved  messages  rule\n");
        for (RuleResult rule : rules) {
            text.append(String.format(
                    Locale.ROOT, "%5d  %8d  %8d  %s\n", rule.fired(), rule.resolved(), rule.notices(), rule.rule()));
        }
        text.append("\nnotices  receiver\n");
        for (ReceiverResult receiver : receivers) {
            text.append(String.format(Locale.ROOT, "%7d  %s\n", receiver.notices(), receiver.receiver()));
        }
        text.append('\n');
        if (passed()) {
            text.append("Every rule fired, resolved, and was told to all of its receivers, both times.");
        } else {
            text.append("Not all went well:");
            problems.forEach(problem -> text.append("\n- ").append(problem));
        }
        return text.toString();
    }
}

package io.watchfire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.notifiers.policy.Explanation;
import io.watchfire.runtime.AlertService;
import io.watchfire.runtime.OutboxEntry;
import io.watchfire.runtime.orders.OrderFile;
import io.watchfire.runtime.orders.OrderLog;
import io.watchfire.runtime.orders.OwnFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The folder at which both {@code run} and the commands look that give it orders: {@code orders.jsonl} holds the orders,
 * {@code alerts.json} what fires and why whom was told, as {@code run} saw it last.
 */
final class StateFolder {
    /** More than people look at would only cost time. */
    private static final int MOST_SHOWN = 2_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private String written = "";

    StateFolder(Path folder) {
        this.folder = folder;
    }

    OrderLog orders() {
        return new OrderFile(folder.resolve("orders.jsonl"));
    }

    /** Writes down how things are, unless they are so already. */
    void write(AlertService service) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode firing = root.putArray("firing");
        service.firing().stream().limit(MOST_SHOWN).forEach(alert -> alert(firing.addObject(), alert));
        ArrayNode why = root.putArray("why");
        service.explanations(MOST_SHOWN).forEach(explanation -> explanation(why.addObject(), explanation));
        ArrayNode outbox = root.putArray("outbox");
        List<OutboxEntry> entries = service.outbox();
        entries.stream()
                .filter(entry -> entry.why() != null)
                .limit(MOST_SHOWN)
                .forEach(entry -> entry(outbox.addObject(), entry));
        entries.stream()
                .filter(entry -> entry.why() == null)
                .limit(MOST_SHOWN)
                .forEach(entry -> entry(outbox.addObject(), entry));
        String text = root.toString();
        if (!text.equals(written)) {
            OwnFiles.directories(folder);
            Path fresh = folder.resolve("alerts.json.new");
            OwnFiles.create(fresh);
            Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
            Files.move(
                    fresh,
                    folder.resolve("alerts.json"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            written = text;
        }
    }

    private static void alert(ObjectNode node, Transition alert) {
        node.put("rule", alert.rule().id()).put("level", alert.level().text());
        labels(node, alert.labels().asMap());
        node.put("since", String.valueOf(alert.firingSince()));
        node.put("tags", String.join(",", alert.rule().notices().receiverTags()));
        ObjectNode variables = node.putObject("variables");
        alert.variables().forEach((name, value) -> {
            if (value instanceof String text) {
                variables.put(name, text);
            }
        });
    }

    private static void explanation(ObjectNode node, Explanation explanation) {
        node.put("rule", explanation.rule());
        labels(node, explanation.labels().asMap());
        node.put("receiver", explanation.receiver());
        ArrayNode decisions = node.putArray("decisions");
        explanation.decisions().forEach(decision -> decisions.add(decision.toString()));
    }

    private static void entry(ObjectNode node, OutboxEntry entry) {
        node.put("id", entry.id())
                .put("receiver", entry.receiver())
                .put("status", entry.status().text())
                .put("rule", entry.rule())
                .put("alert", entry.alert())
                .put("title", entry.title())
                .put("owedSince", entry.owedSince().toString());
        if (entry.why() != null) {
            node.put("givenUp", entry.why());
        }
    }

    private static void labels(ObjectNode node, Map<String, String> labels) {
        ObjectNode all = node.putObject("labels");
        labels.forEach(all::put);
    }

    /** What a run wrote down last. */
    JsonNode read() {
        Path file = folder.resolve("alerts.json");
        try {
            if (!Files.exists(file)) {
                throw new CommandException(
                        ExitCode.UNUSABLE, "no run has used " + folder + " yet: start one with --state " + folder);
            }
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNUSABLE, file + " cannot be read: " + e.getMessage(), e);
        }
    }
}

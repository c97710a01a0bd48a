package io.watchfire.notifiers.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.Message.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A message as a JSON object: what is posted by default, and what the names in a payload stand for. */
final class MessageJson {
    /** The object's keys, in their order. */
    static final List<String> KEYS = List.of(
            "key",
            "maybeRepeat",
            "receiver",
            "status",
            "level",
            "title",
            "preview",
            "body",
            "labels",
            "count",
            "alerts",
            "moreAlerts",
            "links",
            "note");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private MessageJson() {}

    static ObjectNode of(Outgoing outgoing, String receiver) {
        Message message = outgoing.message();
        ObjectNode json = JSON.objectNode();
        json.put("key", outgoing.key());
        json.put("maybeRepeat", outgoing.maybeRepeat());
        json.put("receiver", receiver);
        json.put("status", message.status().text());
        json.put(
                "level",
                message.subjects().stream()
                        .map(Subject::level)
                        .max(Comparator.naturalOrder())
                        .map(Level::text)
                        .orElse(null));
        json.put("title", message.title());
        json.put("preview", message.preview());
        json.put("body", message.body());
        json.set("labels", texts(common(message.subjects())));
        json.put("count", message.subjects().size() + message.moreSubjects());
        ArrayNode alerts = json.putArray("alerts");
        message.subjects().forEach(subject -> alerts.add(alert(subject)));
        json.put("moreAlerts", message.moreSubjects());
        ArrayNode links = json.putArray("links");
        message.links()
                .forEach(link -> links.addObject().put("name", link.name()).put("url", link.url()));
        json.put("note", message.note());
        return json;
    }

    private static ObjectNode alert(Subject subject) {
        ObjectNode alert = JSON.objectNode();
        alert.put("alert", subject.alert());
        alert.put("rule", subject.rule());
        alert.put("ruleName", subject.ruleName());
        alert.put("status", subject.end() == null ? "firing" : "resolved");
        alert.put("level", subject.level().text());
        alert.set("labels", texts(subject.labels()));
        alert.set("annotations", texts(subject.annotations()));
        alert.put("start", subject.start().toString());
        alert.put("end", subject.end() == null ? null : subject.end().toString());
        alert.put("value", subject.value());
        alert.put("message", subject.text());
        return alert;
    }

    /** The labels that all alerts have with the same value. */
    static Map<String, String> common(List<Subject> subjects) {
        Map<String, String> common =
                new TreeMap<>(subjects.isEmpty() ? Map.of() : subjects.get(0).labels());
        subjects.forEach(subject -> common.entrySet().retainAll(subject.labels().entrySet()));
        return common;
    }

    static ObjectNode texts(Map<String, String> texts) {
        ObjectNode json = JSON.objectNode();
        texts.forEach(json::put);
        return json;
    }
}

package io.watchfire.notifiers.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.Message.Subject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message as Alertmanager posts its own, version 4, for receivers that know that form. A rule's id is the label {@code
 * alertname}, the level {@code severity}, the message the annotation {@code summary}, each unless the rule has its own.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">Alertmanager, webhook_config</a>
 */
final class AlertmanagerJson {
    private static final String NOT_YET = "0001-01-01T00:00:00Z";

    private AlertmanagerJson() {}

    /** @param groupKey the same for all messages about an alert */
    static ObjectNode of(Outgoing outgoing, String receiver, String groupKey) {
        List<Subject> subjects = outgoing.message().subjects();
        List<Map<String, String>> labels =
                subjects.stream().map(AlertmanagerJson::labels).toList();
        List<Map<String, String>> annotations =
                subjects.stream().map(AlertmanagerJson::annotations).toList();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", "4");
        json.put("groupKey", groupKey);
        json.put("truncatedAlerts", outgoing.message().moreSubjects());
        json.put("status", isOver(outgoing.message()) ? "resolved" : "firing");
        json.put("receiver", receiver);
        Map<String, String> common = common(labels);
        json.set("commonLabels", MessageJson.texts(common));
        common.remove("severity");
        json.set("groupLabels", MessageJson.texts(common));
        json.set("commonAnnotations", MessageJson.texts(common(annotations)));
        json.put("externalURL", "");
        ArrayNode alerts = json.putArray("alerts");
        for (int i = 0; i < subjects.size(); i++) {
            Subject subject = subjects.get(i);
            ObjectNode alert = alerts.addObject();
            alert.put("status", subject.end() == null ? "firing" : "resolved");
            alert.set("labels", MessageJson.texts(labels.get(i)));
            alert.set("annotations", MessageJson.texts(annotations.get(i)));
            alert.put("startsAt", subject.start().toString());
            alert.put("endsAt", subject.end() == null ? NOT_YET : subject.end().toString());
            alert.put("generatorURL", "");
            alert.put("fingerprint", fingerprint(subject));
        }
        return json;
    }

    private static boolean isOver(Message message) {
        return !message.subjects().isEmpty() && message.subjects().stream().allMatch(subject -> subject.end() != null);
    }

    private static Map<String, String> labels(Subject subject) {
        Map<String, String> labels = new TreeMap<>(subject.labels());
        labels.putIfAbsent("alertname", subject.rule());
        labels.putIfAbsent("severity", subject.level().text());
        return labels;
    }

    private static Map<String, String> annotations(Subject subject) {
        Map<String, String> annotations = new TreeMap<>(subject.annotations());
        annotations.putIfAbsent("summary", subject.text());
        return annotations;
    }

    private static Map<String, String> common(List<Map<String, String>> maps) {
        Map<String, String> common = new TreeMap<>(maps.isEmpty() ? Map.of() : maps.get(0));
        maps.forEach(map -> common.entrySet().retainAll(map.entrySet()));
        return common;
    }

    /** Of rule and labels, without the level, which may change while the alert fires. */
    private static String fingerprint(Subject subject) {
        StringBuilder identity = new StringBuilder(subject.rule());
        subject.labels()
                .forEach((name, value) ->
                        identity.append('\0').append(name).append('\0').append(value));
        return Signature.hash(identity.toString()).substring(0, 16);
    }
}

package io.watchfire.cli.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.runtime.ServiceHealth;

/** The health of a service as {@code GET /health} tells it. */
final class HealthJson {
    private HealthJson() {}

    /** @param isWhole whether the reader may know more than whether all is well */
    static Answer answer(ServiceHealth health, boolean isWhole) {
        ObjectNode json = Answer.object().put("status", health.isWell() ? "up" : "down");
        if (isWhole) {
            addAll(json, health);
        }
        return Answer.json(health.isWell() ? 200 : 503, json);
    }

    private static void addAll(ObjectNode json, ServiceHealth health) {
        health.problems().forEach(json.putArray("problems")::add);
        json.put("time", health.at().toString());
        json.put(
                "lastEvent",
                health.lastEvent() == null ? null : health.lastEvent().toString());
        json.putObject("queue")
                .put("waiting", health.waiting())
                .put("capacity", health.capacity())
                .put("lagSeconds", health.lag().toSeconds());
        ObjectNode outbox = json.putObject("outbox")
                .put("owed", health.notices())
                .put("oldestSeconds", health.oldestOwed().toSeconds());
        ObjectNode receivers = outbox.putObject("receivers");
        health.owed()
                .forEach((name, owed) -> receivers
                        .putObject(name)
                        .put("owed", owed.notices())
                        .put("oldestSeconds", owed.age().toSeconds())
                        .put("silentSeconds", owed.silence().toSeconds())
                        .put("circuitOpen", owed.circuitOpen()));
    }
}

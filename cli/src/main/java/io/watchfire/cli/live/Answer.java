package io.watchfire.cli.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What a request is answered.
 *
 * @param headers beside its content type
 */
record Answer(int status, String contentType, String body, Map<String, String> headers) {
    private static final JsonMapper JSON = new JsonMapper();

    static Answer json(int status, ObjectNode body) {
        try {
            return new Answer(status, "application/json", JSON.writeValueAsString(body), Map.of());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Answer text(int status, String contentType, String body) {
        return new Answer(status, contentType, body, Map.of());
    }

    static Answer error(int status, String message) {
        return json(status, errorJson(message));
    }

    static ObjectNode errorJson(String message) {
        return object().put("error", message);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    Answer with(String header, String value) {
        return new Answer(status, contentType, body, Map.of(header, value));
    }
}

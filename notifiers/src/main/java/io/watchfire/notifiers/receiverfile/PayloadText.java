package io.watchfire.notifiers.receiverfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.evaluator.json.JsonArray;
import io.watchfire.evaluator.json.JsonLiteral;
import io.watchfire.evaluator.json.JsonNumber;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import java.math.BigDecimal;
import java.util.function.Function;

/** Part of a receiver file as JSON text of its own, with other texts in it. */
final class PayloadText {
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private PayloadText() {}

    /** @param texts what stands in place of each text */
    static String of(JsonValue value, Function<JsonText, String> texts) {
        return node(value, texts).toString();
    }

    private static JsonNode node(JsonValue value, Function<JsonText, String> texts) {
        if (value instanceof JsonText text) {
            return JSON.textNode(texts.apply(text));
        }
        if (value instanceof JsonNumber number) {
            return JSON.numberNode(new BigDecimal(number.source()));
        }
        if (value instanceof JsonArray array) {
            ArrayNode node = JSON.arrayNode();
            array.elements().forEach(element -> node.add(node(element, texts)));
            return node;
        }
        if (value instanceof JsonObject object) {
            ObjectNode node = JSON.objectNode();
            for (String key : object.keys()) {
                JsonValue member = object.get(key);
                if (member != null) {
                    node.set(key, node(member, texts));
                }
            }
            return node;
        }
        Boolean literal = ((JsonLiteral) value).value();
        return literal == null ? JSON.nullNode() : JSON.booleanNode(literal);
    }
}

package io.watchfire.notifiers.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.dsl.Span;
import io.watchfire.evaluator.template.MessageTemplate;
import io.watchfire.evaluator.template.ParsedTemplate;
import io.watchfire.evaluator.template.TemplateNames;
import io.watchfire.evaluator.template.TemplateParser;
import io.watchfire.evaluator.template.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON whose texts name parts of a message: <code>{"summary": "${title}", "items": "${alerts}"}</code>. What comes of it is
 * JSON whatever the message holds. A text that is a name and nothing else becomes what the name stands for, be it a number
 * or a list. Immutable.
 */
public final class PayloadTemplate {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LABEL = "labels.";

    /** Names of a message's parts; {@code labels.NAME} is a label that all its alerts share. */
    private static final TemplateNames NAMES = new TemplateNames(
            known(),
            name -> name.startsWith(LABEL) && name.length() > LABEL.length()
                    ? Optional.of(ValueKind.TEXT)
                    : Optional.empty(),
            "no part of a message");

    private final JsonNode template;

    private PayloadTemplate(JsonNode template) {
        this.template = template;
    }

    /** @throws IllegalArgumentException if the text is no JSON; it is not shown */
    static PayloadTemplate parse(String json) {
        try {
            return new PayloadTemplate(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a payload has to be JSON");
        }
    }

    /** All that is wrong with one text of a payload. */
    public static List<ParsedTemplate.Problem> check(String text) {
        ParsedTemplate parsed = TemplateParser.parse(text, NAMES);
        List<ParsedTemplate.Problem> problems = new ArrayList<>(parsed.problems());
        for (MessageTemplate.Part part : parsed.template().parts()) {
            if (part instanceof MessageTemplate.Variable variable && variable.format() != null) {
                problems.add(new ParsedTemplate.Problem(
                        new Span(0, text.length()),
                        "unknown-format",
                        "values in a payload are written as they are, not as \""
                                + variable.format().word() + "\"",
                        "write ${" + variable.name() + "}"));
            }
        }
        return problems;
    }

    JsonNode fill(ObjectNode message) {
        return fill(template, message);
    }

    private static JsonNode fill(JsonNode node, ObjectNode message) {
        if (node.isTextual()) {
            return fill(node.asText(), message);
        }
        if (node instanceof ObjectNode object) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> filled.set(member.getKey(), fill(member.getValue(), message)));
            return filled;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> filled.add(fill(element, message)));
            return filled;
        }
        return node;
    }

    private static JsonNode fill(String text, ObjectNode message) {
        List<MessageTemplate.Part> parts =
                TemplateParser.parse(text, NAMES).template().parts();
        if (parts.size() == 1 && parts.get(0) instanceof MessageTemplate.Variable alone) {
            return value(alone.name(), message);
        }
        StringBuilder filled = new StringBuilder();
        for (MessageTemplate.Part part : parts) {
            if (part instanceof MessageTemplate.Literal literal) {
                filled.append(literal.text());
            } else if (part instanceof MessageTemplate.Variable variable) {
                JsonNode value = value(variable.name(), message);
                filled.append(value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString());
            }
        }
        return JsonNodeFactory.instance.textNode(filled.toString());
    }

    private static JsonNode value(String name, ObjectNode message) {
        JsonNode value =
                name.startsWith(LABEL) ? message.path("labels").get(name.substring(LABEL.length())) : message.get(name);
        return value == null ? NullNode.getInstance() : value;
    }

    private static Map<String, ValueKind> known() {
        Map<String, ValueKind> known = new LinkedHashMap<>();
        MessageJson.KEYS.forEach(key -> known.put(key, ValueKind.ANY));
        return known;
    }
}

package io.watchfire.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.dsl.number.Decimal;
import io.watchfire.dsl.syntax.Expression;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A line of cases.jsonl: an expression, an event, and what must come of it. */
public record ExpressionCase(JsonNode line) {
    public static List<ExpressionCase> all(String file) {
        try (InputStream in = ExpressionCase.class.getResourceAsStream(file)) {
            ObjectMapper json = new ObjectMapper();
            List<ExpressionCase> cases = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                cases.add(new ExpressionCase(json.readTree(line)));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text() {
        return line.get("expr").asText();
    }

    public boolean expectsError() {
        return line.has("code") || line.has("errors");
    }

    Scope scope() {
        if (line.has("schema")) {
            Set<String> tags = new LinkedHashSet<>();
            line.at("/schema/tags").forEach(tag -> tags.add(tag.asText()));
            return Schema.closed(tags, types(line.at("/schema/fields"))).newScope();
        }
        return Schema.declaring(types(line.path("units"))).newScope();
    }

    private static Map<String, FieldType> types(JsonNode fields) {
        Map<String, FieldType> types = new LinkedHashMap<>();
        fields.fields()
                .forEachRemaining(field -> types.put(
                        field.getKey(),
                        FieldType.ofWord(field.getValue().asText()).orElseThrow()));
        return types;
    }

    /** What the expression, bound in some way, gives on the case's event, as text. */
    String result(CheckedExpression expression, Function<SlotResolver, Evaluable> bind) {
        Map<String, JsonNode> values = new HashMap<>();
        line.at("/event/fields").fields().forEachRemaining(field -> values.put(field.getKey(), field.getValue()));
        line.at("/event/tags").fields().forEachRemaining(tag -> values.put(tag.getKey(), tag.getValue()));
        List<String> names = new ArrayList<>();
        Evaluable evaluable = bind.apply(new SlotResolver() {
            @Override
            public int slotOf(String name) {
                names.add(name);
                return names.size() - 1;
            }

            @Override
            public int slotOf(Expression.Aggregate aggregate) {
                return slotOf("no such name " + names.size());
            }
        });
        Slots slots = new Slots() {
            private JsonNode value(int slot) {
                return values.getOrDefault(names.get(slot), com.fasterxml.jackson.databind.node.NullNode.instance);
            }

            @Override
            public double number(int slot) {
                return value(slot).isNumber() ? value(slot).asDouble() : Double.NaN;
            }

            @Override
            public String text(int slot) {
                return value(slot).isTextual() ? value(slot).asText() : null;
            }

            @Override
            public Truth truth(int slot) {
                return value(slot).isBoolean() ? Truth.of(value(slot).asBoolean()) : Truth.UNKNOWN;
            }
        };
        return switch (expression.type()) {
            case BOOLEAN -> truth(evaluable.test(slots));
            case NUMBER -> number(evaluable.number(slots));
            case TEXT -> evaluable.text(slots) == null ? "unknown" : evaluable.text(slots);
            case ANY -> any(evaluable, slots);
        };
    }

    private static String any(Evaluable evaluable, Slots slots) {
        String text = evaluable.text(slots);
        double number = evaluable.number(slots);
        return text != null ? text : Double.isNaN(number) ? truth(evaluable.test(slots)) : number(number);
    }

    private static String truth(Truth truth) {
        return truth.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String number(double number) {
        return Double.isNaN(number) ? "unknown" : Decimal.text(number);
    }

    /** The errors that the case expects, as {@code line:column code}, or only the first. */
    List<String> expectedErrors() {
        List<String> errors = new ArrayList<>();
        if (line.has("errors")) {
            line.get("errors").forEach(error -> errors.add(place(error)));
        } else {
            errors.add(place(line));
        }
        return errors.stream().sorted().toList();
    }

    private static String place(JsonNode error) {
        return error.has("column")
                ? error.get("line").asInt() + ":" + error.get("column").asInt() + " "
                        + error.get("code").asText()
                : error.get("code").asText();
    }

    @Override
    public String toString() {
        String text = text();
        return line.get("id").asText() + " " + (text.length() > 80 ? text.substring(0, 80) + ".." : text);
    }
}

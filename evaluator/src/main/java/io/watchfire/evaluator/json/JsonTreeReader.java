package io.watchfire.evaluator.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Builds the tree of a {@link JsonDocument}. The depth is bounded by Jackson's limit on nesting. */
final class JsonTreeReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonDocument document;
    private final Problems problems;

    JsonTreeReader(JsonDocument document, Problems problems) {
        this.document = document;
        this.problems = problems;
    }

    @Nullable
    JsonValue read() {
        // A char array, not a Reader: offsets are exact only if the parser sees all of the text at once.
        try (JsonParser parser = FACTORY.createParser(document.text().toCharArray())) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                problems.error(document, document.text().length(), "json-syntax", "there is nothing here", null);
                return null;
            }
            JsonValue root = value(parser, first, null, null, 0);
            if (parser.nextToken() != null) {
                problems.error(
                        document,
                        offset(parser),
                        "json-syntax",
                        "only blanks may follow the end of the first value",
                        null);
                return null;
            }
            return root;
        } catch (JsonProcessingException e) {
            SyntaxError.of(document, e).addTo(problems);
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonValue value(
            JsonParser parser, JsonToken token, @Nullable JsonValue parent, @Nullable String key, int index)
            throws IOException {
        JsonValue.Position position = new JsonValue.Position(document, parent, key, index, offset(parser));
        return switch (token) {
            case START_OBJECT -> object(parser, new JsonObject(position));
            case START_ARRAY -> array(parser, new JsonArray(position));
            case VALUE_STRING -> new JsonText(position, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(position, parser.getText());
            case VALUE_TRUE -> new JsonLiteral(position, true);
            case VALUE_FALSE -> new JsonLiteral(position, false);
            case VALUE_NULL -> new JsonLiteral(position, null);
            default -> throw new IllegalStateException("no value begins with " + token);
        };
    }

    private JsonObject object(JsonParser parser, JsonObject object) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            int keyOffset = offset(parser);
            JsonValue value = value(parser, parser.nextToken(), object, key, 0);
            if (!object.add(key, keyOffset, value)) {
                int first = document.line(object.keyOffset(key));
                problems.errorAtKey(
                        object,
                        key,
                        keyOffset,
                        "duplicate-key",
                        "\"" + key + "\" stands here a second time; the first is on line " + first,
                        "remove one of the two");
            }
        }
        return object;
    }

    private JsonArray array(JsonParser parser, JsonArray array) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token, array, null, array.elements().size()));
        }
        return array;
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    /** Offset behind the closing quote of the text whose opening quote stands at {@code offset}. */
    static int endOfText(String text, int offset) {
        int at = offset + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}

package io.watchfire.evaluator.json;

import io.watchfire.dsl.Snippet;
import io.watchfire.dsl.Span;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One JSON text and the names of its places. Offsets are in UTF-16 units of {@link #text}, lines and columns count from
 * 1, columns in code points; only LF ends a line. Immutable.
 */
public final class JsonDocument {
    private final String name;
    private final String text;
    private final String shown;
    private final int[] lineStarts;

    private JsonDocument(String name, String text, String shown, int[] lineStarts) {
        this.name = name;
        this.text = text;
        this.shown = shown;
        this.lineStarts = lineStarts;
    }

    /** A document of a text; a byte order mark at its beginning is left out. */
    public static JsonDocument of(String name, String text) {
        String content = text.startsWith("\ufeff") ? text.substring(1) : text;
        int[] starts = new int[16];
        int lines = 1;
        for (int lf = content.indexOf('\n'); lf >= 0; lf = content.indexOf('\n', lf + 1)) {
            if (lines == starts.length) {
                starts = Arrays.copyOf(starts, lines * 2);
            }
            starts[lines++] = lf + 1;
        }
        return new JsonDocument(name, content, content, Arrays.copyOf(starts, lines));
    }

    /** Reads a file, which has to be UTF-8. What keeps it from being read goes to the problems, and null is returned. */
    public static @Nullable JsonDocument read(Path file, Problems problems) {
        String name = file.toString();
        JsonDocument nothing = of(name, "");
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            problems.error(nothing, 0, "cannot-read", "the file does not exist", null);
            return null;
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
            problems.error(nothing, 0, "cannot-read", "the file cannot be read: " + why, null);
            return null;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        JsonDocument document = of(name, out.flip().toString());
        if (result.isError()) {
            problems.error(
                    document,
                    document.text.length(),
                    "not-utf8",
                    "the file is not UTF-8 from here on",
                    "save the file in the encoding UTF-8");
            return null;
        }
        return document;
    }

    /** Parses the text. What is wrong with it goes to the problems; null if it is not JSON. */
    public @Nullable JsonValue parse(Problems problems) {
        return new JsonTreeReader(this, problems).read();
    }

    /**
     * The same document, but snippets show stars in place of those texts under {@code root} that the predicate picks.
     * Places stay what they are; values read from this document keep pointing to it, so parse the new one again.
     */
    public JsonDocument hiding(JsonValue root, Predicate<JsonText> secret) {
        StringBuilder masked = new StringBuilder(text);
        hide(root, secret, masked);
        return new JsonDocument(name, text, masked.toString(), lineStarts);
    }

    private static void hide(JsonValue value, Predicate<JsonText> secret, StringBuilder masked) {
        if (value instanceof JsonText hidden && secret.test(hidden)) {
            for (int i = hidden.offset() + 1; i < hidden.end() - 1; i++) {
                masked.setCharAt(i, '*');
            }
        } else if (value instanceof JsonObject object) {
            object.values().forEach(member -> hide(member, secret, masked));
            object.shadowed().forEach(member -> hide(member, secret, masked));
        } else if (value instanceof JsonArray array) {
            array.elements().forEach(element -> hide(element, secret, masked));
        }
    }

    /** The same document, of which snippets show nothing. */
    public JsonDocument withoutSnippets() {
        return new JsonDocument(name, text, "", lineStarts);
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    public int column(int offset) {
        return text.codePointCount(lineStarts[line(offset) - 1], offset) + 1;
    }

    /** The line at an offset with carets below the place; null if there is nothing to show. */
    @Nullable
    String snippet(int start, int end) {
        return shown.isEmpty() ? null : Snippet.of(shown, new Span(start, end), null);
    }
}

package io.watchfire.evaluator.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is wrong with a text that is not JSON, in words for people who write rules, not parsers. */
record SyntaxError(
        JsonDocument document,
        int offset,
        String message,
        @Nullable String help) {
    /** A piece of the parser's message, what it means, and what to do. */
    private record Meaning(
            String piece, String message, @Nullable String help) {}

    private static final List<Meaning> MEANINGS = List.of(
            new Meaning("maybe a (non-standard) comment", "comments are not JSON", "remove the comment"),
            new Meaning(
                    "was expecting comma to separate", "a comma or a closing bracket has to stand before this", null),
            new Meaning(
                    "was expecting double-quote to start field name", "a key in double quotes has to stand here", null),
            new Meaning("was expecting a colon", "a colon has to stand between a key and its value", null),
            new Meaning("Unexpected close marker", "this bracket closes nothing, or not what was opened last", null),
            new Meaning(
                    "Illegal unquoted character",
                    "a text must not hold a line end or another control character as it is",
                    "close the text on its line; a line end inside a text is written as \\n, a tab as \\t"),
            new Meaning(
                    "Unrecognized character escape",
                    "a backslash has to be followed by one of \" \\ / b f n r t u",
                    "a backslash itself is written as \\\\"),
            new Meaning("expected a valid value", "a value has to stand here", null),
            new Meaning("expected a value", "a value has to stand here", null));

    /** Those of a word or number as a whole, which the parser tells somewhere inside it or at its end. */
    private static final List<Meaning> WORD_MEANINGS = List.of(
            new Meaning("Leading zeroes not allowed", "a number must not begin with a zero before other digits", null),
            new Meaning(
                    "Unrecognized token",
                    "this is no text, number, true, false or null",
                    "texts are written in double quotes"),
            new Meaning(
                    "Non-standard token",
                    "this is no text, number, true, false or null",
                    "a value that is not known is left out"));

    static SyntaxError of(JsonDocument document, JsonProcessingException e) {
        String text = document.text();
        JsonLocation location = e.getLocation();
        int offset = location == null ? 0 : (int) Math.min(Math.max(location.getCharOffset(), 0), text.length());
        if (e instanceof JsonEOFException) {
            return new SyntaxError(
                    document,
                    text.length(),
                    "the text ends here, but something is still open",
                    "close every quote, { and [ with its counterpart");
        }
        String original = e.getOriginalMessage();
        if (e instanceof StreamConstraintsException) {
            return new SyntaxError(document, offset, "too large or too deep: " + original, null);
        }
        for (Meaning meaning : WORD_MEANINGS) {
            if (original.contains(meaning.piece)) {
                return new SyntaxError(document, startOfWord(text, offset), meaning.message, meaning.help);
            }
        }
        char found = offset < text.length() ? text.charAt(offset) : ' ';
        if (found == '\'') {
            return new SyntaxError(document, offset, "texts and keys are written in double quotes", null);
        }
        if ((found == '}' || found == ']') && !original.contains("Unexpected close marker")) {
            return new SyntaxError(
                    document,
                    offset,
                    "something has to stand before this closing bracket",
                    "there is no comma behind the last element");
        }
        for (Meaning meaning : MEANINGS) {
            if (original.contains(meaning.piece)) {
                return new SyntaxError(document, offset, meaning.message, meaning.help);
            }
        }
        String fallback =
                original.isEmpty() ? "" : original.substring(0, 1).toLowerCase(Locale.ROOT) + original.substring(1);
        return new SyntaxError(document, offset, "this is not JSON: " + fallback, null);
    }

    private static int startOfWord(String text, int offset) {
        int start = offset;
        while (start > 0 && (text.charAt(start - 1) == '-' || Character.isJavaIdentifierPart(text.charAt(start - 1)))) {
            start--;
        }
        return start;
    }

    void addTo(Problems problems) {
        problems.error(document, offset, "json-syntax", message, help);
    }
}

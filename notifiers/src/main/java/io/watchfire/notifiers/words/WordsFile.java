package io.watchfire.notifiers.words;

import io.watchfire.dsl.Severity;
import io.watchfire.dsl.Snippet;
import io.watchfire.dsl.Span;
import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.Suggestion;
import io.watchfire.evaluator.template.MessageTemplate;
import io.watchfire.evaluator.template.ParsedTemplate;
import io.watchfire.evaluator.template.TemplateNames;
import io.watchfire.evaluator.template.TemplateParser;
import io.watchfire.evaluator.template.ValueKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of words: lines {@code key = text} as in Java's properties files, in UTF-8. A line is a line: a backslash
 * at its end does not draw in the next.
 */
public final class WordsFile {
    private final JsonDocument places;
    private final String text;
    private final Map<Word, MessageTemplate> templates;
    private final Map<Word, Integer> lineOf = new HashMap<>();
    private final List<FileProblem> problems = new ArrayList<>();

    private WordsFile(String name, String text, Map<Word, MessageTemplate> base) {
        this.places = JsonDocument.of(name, text);
        this.text = places.text();
        this.templates = new EnumMap<>(Word.class);
        this.templates.putAll(base);
    }

    /**
     * Reads the words of a language.
     *
     * @param name what problems call the file
     * @param base has the words that the file leaves out
     */
    public static LoadResult<Words> parse(String name, String text, Words base) {
        WordsFile file = new WordsFile(name, text, base.templates());
        file.read();
        return file.problems.isEmpty()
                ? LoadResult.of(new Words(file.templates), List.of())
                : LoadResult.failed(file.problems);
    }

    static Words builtIn(String language) {
        String name = language + ".properties";
        try (InputStream in = WordsFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not beside the classes");
            }
            WordsFile file = new WordsFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), Map.of());
            file.read();
            if (!file.problems.isEmpty()) {
                throw new IllegalStateException(file.problems.toString());
            }
            return new Words(file.templates);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        int start = 0;
        while (start <= text.length()) {
            int lf = text.indexOf('\n', start);
            int end = lf < 0 ? text.length() : lf;
            line(start, text.substring(start, end).replaceFirst("\\\\?\\r?$", ""));
            start = end + 1;
        }
    }

    private void line(int start, String line) {
        Properties one = new Properties();
        try {
            one.load(new StringReader(line));
        } catch (IOException | IllegalArgumentException e) {
            problem(start, line.length(), "bad-escape", "this line holds a \\u that is no character", null);
            return;
        }
        for (String key : one.stringPropertyNames()) {
            int at = start + line.length() - line.stripLeading().length();
            Word word = Word.ofKey(key).orElse(null);
            if (word == null) {
                problem(
                        at,
                        Math.max(1, key.length()),
                        "unknown-key",
                        "\"" + key + "\" is not a word of messages",
                        Suggestion.help(key, Word.keys()));
                continue;
            }
            Integer first = lineOf.putIfAbsent(word, places.line(start));
            if (first != null) {
                problem(
                        at,
                        key.length(),
                        "duplicate-key",
                        "\"" + key + "\" stands on line " + first + " already",
                        null);
            }
            String value = one.getProperty(key);
            int valueAt = line.endsWith(value) ? start + line.length() - value.length() : at;
            read(word, value, valueAt);
        }
    }

    private void read(Word word, String value, int at) {
        if (value.isBlank() && word != Word.THOUSANDS) {
            problem(
                    at,
                    1,
                    "bad-value",
                    "this text is empty",
                    "without the line, the word of the receiver's \"language\" is used");
            return;
        }
        Map<String, ValueKind> names = new HashMap<>();
        word.names().forEach(name -> names.put(name, ValueKind.TEXT));
        String unknown = "not filled in here";
        ParsedTemplate parsed = TemplateParser.parse(value, TemplateNames.only(names, unknown));
        parsed.problems()
                .forEach(found -> problem(
                        at + found.span().start(),
                        found.span().end() - found.span().start(),
                        found.code(),
                        found.message(),
                        found.help()));
        if ((word == Word.TIME || word == Word.DATE || word == Word.CLOCK) && !isPattern(value)) {
            problem(
                    at,
                    value.length(),
                    "bad-pattern",
                    "\"" + value + "\" is not a pattern for times",
                    "such as uuuu-MM-dd HH:mm:ss Z; letters are those of Java's DateTimeFormatter");
        }
        templates.put(word, parsed.template());
    }

    /** Whether dates and times of day in a zone can be written so. */
    private static boolean isPattern(String pattern) {
        try {
            return !DateTimeFormatter.ofPattern(pattern)
                    .format(Instant.EPOCH.atZone(ZoneOffset.UTC))
                    .isBlank();
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    private void problem(int start, int length, String code, String message, @Nullable String help) {
        int end = Math.min(text.length(), start + length);
        problems.add(new FileProblem(
                places.name(),
                "line " + places.line(start),
                places.line(start),
                places.column(start),
                Severity.ERROR,
                code,
                message,
                help,
                Snippet.of(text, new Span(start, Math.max(start, end)), null)));
    }
}

package io.watchfire.evaluator.json;

import io.watchfire.dsl.Severity;
import io.watchfire.dsl.Snippet;
import io.watchfire.dsl.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with files, so that all of it can be told at once. Not thread-safe. */
public final class Problems {
    private final Set<FileProblem> found = new LinkedHashSet<>();

    /** An error at a value. */
    public void error(JsonValue at, String code, String message, @Nullable String help) {
        add(Severity.ERROR, at, code, message, help);
    }

    public void add(Severity severity, JsonValue at, String code, String message, @Nullable String help) {
        add(severity, at.document(), at.path(), at.offset(), at.end(), code, message, help);
    }

    /** A problem of a file that is read in the course of another. */
    public void add(FileProblem problem) {
        found.add(problem);
    }

    /** An error at a key of an object, which has it. */
    public void errorAtKey(JsonObject object, String key, String code, String message, @Nullable String help) {
        int offset = object.keyOffset(key);
        errorAtKey(object, key, offset, code, message, help);
    }

    void errorAtKey(JsonObject object, String key, int offset, String code, String message, @Nullable String help) {
        int end = JsonTreeReader.endOfText(object.document().text(), offset);
        add(Severity.ERROR, object.document(), object.pathOf(key), offset, end, code, message, help);
    }

    /** An error at a place of a document that is no value. */
    void error(JsonDocument document, int offset, String code, String message, @Nullable String help) {
        add(Severity.ERROR, document, "$", offset, offset + 1, code, message, help);
    }

    /**
     * A problem inside a text. The snippet shows the text itself, not the file's line.
     *
     * @param span the place in the text's value
     * @param related a second place to underline with tildes, or null
     */
    public void addInside(
            JsonText text,
            Severity severity,
            String code,
            String message,
            @Nullable String help,
            Span span,
            @Nullable Span related) {
        JsonDocument document = text.document();
        int offset = text.offsetOf(span.start());
        String snippet = Snippet.of(text.value(), span, related);
        found.add(new FileProblem(
                document.name(),
                text.path(),
                document.line(offset),
                document.column(offset),
                severity,
                code,
                message,
                help,
                snippet));
    }

    private void add(
            Severity severity,
            JsonDocument document,
            String path,
            int start,
            int end,
            String code,
            String message,
            @Nullable String help) {
        int line = document.line(start);
        int column = document.column(start);
        String snippet = document.snippet(start, end);
        found.add(new FileProblem(document.name(), path, line, column, severity, code, message, help, snippet));
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(FileProblem::isError);
    }

    /** All problems, by place; files in the order in which their first problem was found. */
    public List<FileProblem> sorted() {
        Map<String, Integer> fileOrder = new LinkedHashMap<>();
        found.forEach(problem -> fileOrder.putIfAbsent(problem.file(), fileOrder.size()));
        List<FileProblem> all = new ArrayList<>(found);
        all.sort(Comparator.<FileProblem>comparingInt(problem -> fileOrder.getOrDefault(problem.file(), 0))
                .thenComparingInt(FileProblem::line)
                .thenComparingInt(FileProblem::column));
        return all;
    }

    /** The value with the warnings found, or, if there are errors, no value. */
    public <T> LoadResult<T> result(T value) {
        return hasErrors() ? LoadResult.failed(sorted()) : LoadResult.of(value, sorted());
    }
}

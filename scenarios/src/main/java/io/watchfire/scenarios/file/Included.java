package io.watchfire.scenarios.file;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Loads the rules and receivers that scenarios name by path or hold themselves. */
final class Included {
    private final Path folder;
    private final Map<String, String> environment;
    private final Problems problems;
    private final Set<Path> files = new LinkedHashSet<>();

    Included(Path folder, Map<String, String> environment, Problems problems) {
        this.folder = folder;
        this.environment = environment;
        this.problems = problems;
    }

    /** The files that were read so far. */
    List<Path> files() {
        return List.copyOf(files);
    }

    /** What is wrong with the rules stays in the result; null if there is nothing that could be read. */
    @Nullable
    LoadResult<RuleSet> rules(ObjectReader reader, String key) {
        return load(reader, key, RuleFile::load, RuleFile::of);
    }

    @Nullable
    LoadResult<ReceiverSet> receivers(ObjectReader reader, String key) {
        return load(
                reader,
                key,
                path -> ReceiverFile.load(path, environment),
                value -> ReceiverFile.of(value, folder, environment));
    }

    /** Where rules stand, for people: the path as it is written, or {@code otherwise}. */
    static String placeOf(@Nullable JsonValue value, String otherwise) {
        return value instanceof JsonText path ? path.value() : otherwise;
    }

    /** Rules with which a scenario goes on: a file that is missing is as bad as one with errors, and voids nothing. */
    @Nullable
    LoadResult<RuleSet> otherRules(ObjectReader reader, String key) {
        return reader.object().get(key) instanceof JsonText text && !isFile(text)
                ? RuleFile.load(folder.resolve(text.value()))
                : rules(reader, key);
    }

    @Nullable
    LoadResult<ReceiverSet> otherReceivers(ObjectReader reader, String key) {
        return reader.object().get(key) instanceof JsonText text && !isFile(text)
                ? ReceiverFile.load(folder.resolve(text.value()), environment)
                : receivers(reader, key);
    }

    private boolean isFile(JsonText text) {
        try {
            return Files.isRegularFile(folder.resolve(text.value()));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private <T> @Nullable LoadResult<T> load(
            ObjectReader reader,
            String key,
            Function<Path, LoadResult<T>> ofFile,
            Function<JsonValue, LoadResult<T>> inline) {
        JsonValue value = reader.object().get(key);
        if (value instanceof JsonObject) {
            LoadResult<T> result = inline.apply(value);
            return new LoadResult<>(result.value(), fromRootOf(value, result.problems()));
        }
        if (value instanceof JsonText text) {
            Path path = file(text);
            return path == null ? null : ofFile.apply(path);
        }
        if (value != null) {
            reader.wrongType(value, "a path, or an object { }");
        }
        return null;
    }

    private @Nullable Path file(JsonText text) {
        if (isFile(text)) {
            Path path = folder.resolve(text.value());
            files.add(path);
            return path;
        }
        problems.error(
                text,
                "cannot-read",
                "there is no file \"" + text.value() + "\"",
                "paths begin at the folder of the scenario file");
        return null;
    }

    /** Paths as they would be if the value were a file of its own. */
    private static List<FileProblem> fromRootOf(JsonValue value, List<FileProblem> found) {
        String prefix = value.path();
        List<FileProblem> moved = new ArrayList<>();
        for (FileProblem problem : found) {
            String path = problem.path().startsWith(prefix)
                    ? "$" + problem.path().substring(prefix.length())
                    : problem.path();
            moved.add(new FileProblem(
                    problem.file(),
                    path,
                    problem.line(),
                    problem.column(),
                    problem.severity(),
                    problem.code(),
                    problem.message(),
                    problem.help(),
                    problem.snippet()));
        }
        return moved;
    }
}

package io.watchfire.notifiers.receiverfile;

import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts environment variables and contents of files into texts. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(env|file):([^}]*)}");

    /** A secret is short. What is larger is another file than was meant. */
    private static final int MAX_FILE_BYTES = 64 * 1024;

    private final Path folder;
    private final Map<String, String> environment;
    private final Problems problems;

    Placeholders(Path folder, Map<String, String> environment, Problems problems) {
        this.folder = folder;
        this.environment = environment;
        this.problems = problems;
    }

    /** True if the text holds something to be replaced: what comes of it must not be shown. */
    static boolean in(JsonText text) {
        return PLACEHOLDER.matcher(text.value()).find();
    }

    /** The text with everything in its place; null if something is missing, which is then told. */
    @Nullable
    String fill(JsonText text) {
        Matcher match = PLACEHOLDER.matcher(text.value());
        StringBuilder out = new StringBuilder();
        boolean complete = true;
        while (match.find()) {
            String name = match.group(2);
            String value = match.group(1).equals("env") ? variable(text, name) : content(text, name, name);
            complete &= value != null;
            match.appendReplacement(out, Matcher.quoteReplacement(value == null ? "" : value));
        }
        return complete ? match.appendTail(out).toString() : null;
    }

    /** The files whose contents the text asks for, as far as they can be files. */
    List<Path> filesIn(JsonText text) {
        return PLACEHOLDER
                .matcher(text.value())
                .results()
                .filter(match -> match.group(1).equals("file"))
                .flatMap(match -> path(match.group(2)).stream())
                .toList();
    }

    /** Where a path that is written in the file leads; empty if it can be none. */
    Optional<Path> path(String written) {
        try {
            return Optional.of(folder.resolve(written));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private @Nullable String variable(JsonText text, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            problems.error(
                    text,
                    "missing-variable",
                    "the environment variable " + name + " is " + (value == null ? "not set" : "empty"),
                    "set it where the program is started");
            return null;
        }
        return value;
    }

    /**
     * What stands in a file; null if it cannot be used, which is then told.
     *
     * @param text where the path was written; if something was put into it, problems show it as it stands there
     */
    @Nullable
    String contentOfFileNamedBy(JsonText text, String path) {
        return content(text, path, in(text) ? text.value() : path);
    }

    private @Nullable String content(JsonText text, String path, String shown) {
        String why;
        // Not by its size: a device has none, and no end either.
        try (InputStream in = Files.newInputStream(folder.resolve(path))) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                why = "is larger than " + MAX_FILE_BYTES + " bytes";
            } else {
                String content = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString()
                        .replaceFirst("\\R\\z", "");
                if (!content.isBlank()) {
                    return content;
                }
                why = "is empty";
            }
        } catch (NoSuchFileException e) {
            why = "does not exist";
        } catch (CharacterCodingException e) {
            why = "is not UTF-8";
        } catch (IOException | InvalidPathException e) {
            why = "cannot be read";
        }
        problems.error(
                text,
                "missing-file",
                "the file " + shown + " " + why,
                "paths begin at the folder of the receiver file");
        return null;
    }
}

package io.watchfire.notifiers.receiverfile;

import io.watchfire.evaluator.json.JsonArray;
import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Loads receiver files: JSON, UTF-8, as {@code receiver-file.schema.json} describes it.
 *
 * <p>In every text, <code>${env:NAME}</code> is replaced by an environment variable, and <code>${file:PATH}</code> by the
 * content of a file, without a line end at its end; other text in <code>${}</code> stays as it is. What was put in is
 * never shown: problems speak of the text as it stands in the file, and of a webhook's URL not even that. Policy and routes
 * are taken as they stand: nothing is replaced in them.
 *
 * <p>Reads files and does nothing else: no host name is looked up. Keeps no state.
 */
public final class ReceiverFile {
    /** Texts that may be shown as they stand in the file. All others may be secrets, or be meant for such. */
    private static final Set<String> SHOWN = Set.of(
            "type",
            "minLevel",
            "dialect",
            "format",
            "tls",
            "language",
            "zone",
            "when",
            "source",
            "target",
            "wait",
            "interval",
            "per",
            "after",
            "to",
            "heartbeat",
            "words",
            "title",
            "body");

    private ReceiverFile() {}

    /** @param environment what <code>${env:NAME}</code> stands for; mostly {@link System#getenv()} */
    public static LoadResult<ReceiverSet> load(Path file, Map<String, String> environment) {
        Problems problems = new Problems();
        JsonDocument document = JsonDocument.read(file, problems);
        if (document == null) {
            return LoadResult.failed(problems.sorted());
        }
        return read(document, folderOf(file), environment);
    }

    /**
     * Parses the text of a receiver file.
     *
     * @param name what problems call the file
     * @param folder where the paths of <code>${file:PATH}</code> begin, unless they are absolute
     */
    public static LoadResult<ReceiverSet> parse(
            String name, String json, Path folder, Map<String, String> environment) {
        return read(JsonDocument.of(name, json), folder, environment);
    }

    private static LoadResult<ReceiverSet> read(JsonDocument document, Path folder, Map<String, String> environment) {
        // What is no JSON may hold a secret anywhere, so nothing of it is shown; of the rest, only what may be.
        Problems problems = new Problems();
        JsonValue open = document.withoutSnippets().parse(problems);
        if (open == null) {
            return LoadResult.failed(problems.sorted());
        }
        JsonDocument masked = document.hiding(open, ReceiverFile::mayBeSecret);
        Problems found = new Problems();
        JsonValue root = masked.parse(found);
        if (root == null) {
            throw new IllegalStateException("a text that was JSON is none any more");
        }
        return new ReceiverFileReader(new Placeholders(folder, environment, found), found).read(root);
    }

    /** Reads receivers that stand inside another file; the paths of problems begin at that file's root. */
    public static LoadResult<ReceiverSet> of(JsonValue receivers, Path folder, Map<String, String> environment) {
        Problems problems = new Problems();
        return new ReceiverFileReader(new Placeholders(folder, environment, problems), problems).read(receivers);
    }

    /**
     * The files that a receiver file names now: those of <code>${file:PATH}</code>, and its files of words. Whoever goes on with a
     * receiver file when it changes looks at these, too. They need not exist; of a file that is no JSON, or not there, nothing is known.
     *
     * @param environment what <code>${env:NAME}</code> stands for in the paths of files of words
     */
    public static Set<Path> filesNamedIn(Path file, Map<String, String> environment) {
        Problems ignored = new Problems();
        JsonDocument document = JsonDocument.read(file, ignored);
        JsonValue root = document == null ? null : document.parse(ignored);
        if (root == null) {
            return Set.of();
        }
        Set<Path> files = new LinkedHashSet<>();
        addNamed(root, new Placeholders(folderOf(file), environment, ignored), files);
        return files;
    }

    private static void addNamed(JsonValue value, Placeholders placeholders, Set<Path> files) {
        if (value instanceof JsonObject object) {
            object.values().forEach(member -> addNamed(member, placeholders, files));
        } else if (value instanceof JsonArray array) {
            array.elements().forEach(element -> addNamed(element, placeholders, files));
        } else if (value instanceof JsonText text) {
            files.addAll(placeholders.filesIn(text));
            String words = "words".equals(text.key()) ? placeholders.fill(text) : null;
            if (words != null) {
                placeholders.path(words).ifPresent(files::add);
            }
        }
    }

    static boolean mayBeSecret(JsonText text) {
        return text.key() == null || !SHOWN.contains(text.key()) || text.value().contains("://");
    }

    private static Path folderOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}

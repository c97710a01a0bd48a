package io.watchfire.evaluator.rulefile;

import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.RuleSet;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads rule files: JSON, UTF-8, as {@code rule-file.schema.json} describes it.
 *
 * <pre>{@code
 * RuleSet rules = RuleFile.load(Path.of("rules.json")).orElseThrow();
 * }</pre>
 *
 * <p>All that is wrong is found in one go, each problem with its file, JSON path, line and column; in conditions and
 * messages down to the character. Reads files and does nothing else; keeps no state.
 */
public final class RuleFile {
    private RuleFile() {}

    public static LoadResult<RuleSet> load(Path file) {
        return load(List.of(file));
    }

    /**
     * Loads several files as one: ids are unique over all of them, and the categories of one hold in the others. The
     * defaults of a file are its own. If any file declares categories, every rule has to be of a declared one.
     */
    public static LoadResult<RuleSet> load(List<Path> files) {
        Problems problems = new Problems();
        RuleFileReader reader = new RuleFileReader(problems);
        for (Path file : files) {
            JsonDocument document = JsonDocument.read(file, problems);
            if (document != null) {
                read(document, reader, problems);
            }
        }
        return reader.result();
    }

    /**
     * Parses the text of a rule file.
     *
     * @param name what problems call the file
     */
    public static LoadResult<RuleSet> parse(String name, String json) {
        Problems problems = new Problems();
        RuleFileReader reader = new RuleFileReader(problems);
        read(JsonDocument.of(name, json), reader, problems);
        return reader.result();
    }

    /** Reads rules that stand inside another file; the paths of problems begin at that file's root. */
    public static LoadResult<RuleSet> of(JsonValue rules) {
        RuleFileReader reader = new RuleFileReader(new Problems());
        reader.read(rules);
        return reader.result();
    }

    private static void read(JsonDocument document, RuleFileReader reader, Problems problems) {
        JsonValue root = document.parse(problems);
        if (root != null) {
            reader.read(root);
        }
    }
}

package io.watchfire.cli.files;

import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.runtime.files.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule file, and its conditions in their canonical layout.
 *
 * @param file where it is, or null if it has been given as a text
 * @param layout empty if the file has errors
 * @param problems its errors; warnings are left to {@code check}
 */
public record LaidOutFile(@Nullable Path file, Optional<ConditionLayout> layout, List<FileProblem> problems) {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    public LaidOutFile {
        problems = List.copyOf(problems);
    }

    /** Lays out rule files. They are checked as one, as {@code check} does; each one with errors is left alone. */
    public static List<LaidOutFile> of(List<Path> files) {
        List<FileProblem> errors = RuleFile.load(files).problems().stream()
                .filter(LaidOutFile::counts)
                .toList();
        List<LaidOutFile> all = new ArrayList<>();
        for (Path file : files) {
            List<FileProblem> ofAnotherKind = new ArrayList<>();
            List<FileProblem> own = !isRuleFile(file, ofAnotherKind)
                    ? ofAnotherKind
                    : errors.stream()
                            .filter(problem -> problem.file().equals(file.toString()))
                            .toList();
            JsonDocument document = own.isEmpty() ? JsonDocument.read(file, new Problems()) : null;
            all.add(new LaidOutFile(file, Optional.ofNullable(document).flatMap(LaidOutFile::layout), own));
        }
        return all;
    }

    private static boolean isRuleFile(Path file, List<FileProblem> errors) {
        Problems ofNoKind = new Problems();
        FileKind kind = FileKind.of(file, ofNoKind).orElse(null);
        errors.addAll(ofNoKind.sorted());
        if (kind == FileKind.RECEIVERS || kind == FileKind.SCENARIOS) {
            errors.add(new FileProblem(
                    file.toString(),
                    "$",
                    1,
                    1,
                    Severity.ERROR,
                    "unknown-file",
                    "this is a " + (kind == FileKind.RECEIVERS ? "receiver" : "scenario")
                            + " file; only rule files are laid out",
                    "name the rule files alone",
                    null));
        }
        return kind == FileKind.RULES;
    }

    /** Lays out the text of a rule file. */
    public static LaidOutFile ofText(String name, String text) {
        List<FileProblem> errors = RuleFile.parse(name, text).problems().stream()
                .filter(LaidOutFile::counts)
                .toList();
        Optional<ConditionLayout> layout = errors.isEmpty() ? layout(JsonDocument.of(name, text)) : Optional.empty();
        return new LaidOutFile(null, layout, errors);
    }

    /** What this version cannot evaluate may be well written all the same. */
    private static boolean counts(FileProblem problem) {
        return problem.isError() && !problem.code().equals("unsupported");
    }

    private static Optional<ConditionLayout> layout(JsonDocument document) {
        JsonValue root = document.parse(new Problems());
        return Optional.ofNullable(root).map(value -> ConditionLayout.of(document, value));
    }

    /** Whether the file is not there or cannot be read. */
    public boolean isUnreadable() {
        return problems.stream().anyMatch(problem -> problem.code().equals(Configuration.CANNOT_READ));
    }

    /**
     * Writes the laid out text in the place of the file, at once: whoever reads it sees the old text or the new one, and so does whoever
     * finds it after a crash. A byte order mark, the permissions and a link to the file stay.
     */
    public void write() throws IOException {
        if (file == null || layout.isEmpty()) {
            throw new IllegalStateException("there is nothing to write");
        }
        Path target = file.toRealPath();
        byte[] before = Files.readAllBytes(target);
        boolean marked =
                before.length > 2 && before[0] == (byte) 0xEF && before[1] == (byte) 0xBB && before[2] == (byte) 0xBF;
        String text = (marked ? BYTE_ORDER_MARK : "") + layout.get().text();
        Path beside =
                Files.createTempFile(target.getParent(), target.getFileName().toString(), ".tmp");
        try {
            Files.write(beside, text.getBytes(StandardCharsets.UTF_8));
            keepPermissions(target, beside);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        // Without POSIX permissions, as on Windows, a new file has those of its folder.
        if (view != null) {
            Files.setPosixFilePermissions(to, view.readAttributes().permissions());
        }
    }
}

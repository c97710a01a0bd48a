package io.watchfire.runtime.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether files have changed since they were last looked at: by time, size and key, so that a file that an editor
 * puts in the place of another is seen, too. Immutable.
 */
public final class FileChanges {
    private static final String GONE = "gone";

    private final Map<Path, String> known;

    private FileChanges(Map<Path, String> known) {
        this.known = known;
    }

    /** Files as they are now. */
    public static FileChanges of(Set<Path> files) {
        Map<Path, String> known = new LinkedHashMap<>();
        files.forEach(file -> known.put(file, state(file)));
        return new FileChanges(known);
    }

    /** These files instead: those known already as they were looked at, the others as they are now. */
    public FileChanges watching(Set<Path> files) {
        Map<Path, String> now = new LinkedHashMap<>();
        files.forEach(file -> now.put(file, known.getOrDefault(file, state(file))));
        return new FileChanges(now);
    }

    /** The same files as they are now. */
    public FileChanges taken() {
        return of(known.keySet());
    }

    public boolean isThereAny() {
        return known.entrySet().stream().anyMatch(file -> !state(file.getKey()).equals(file.getValue()));
    }

    private static String state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return GONE;
        }
    }
}

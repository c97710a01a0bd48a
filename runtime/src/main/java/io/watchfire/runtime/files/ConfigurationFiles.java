package io.watchfire.runtime.files;

import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule and receiver files of a service, and whether they, or files that they name (secrets in <code>${file:PATH}</code>, files
 * of words), have changed since they were taken.
 *
 * <p>A change is seen by time, size and key of the file behind all links, at each look. That holds for files that editors put in
 * the place of others, for folders whose link is turned to another (as Kubernetes does with a ConfigMap), and on network drives;
 * the notices of the operating system hold for none of these everywhere. Only files that stay as they are from one look to the
 * next, and while they are read, are taken, so that none is taken half-written.
 *
 * <p>No argument may be null. Thread-safe.
 */
public final class ConfigurationFiles {
    private final List<Path> ruleFiles;
    private final List<Path> receiverFiles;
    private final Map<String, String> environment;

    /** The files as they were when they were taken. */
    private FileChanges taken;

    /** The files as they were at the last look, if that was not how they were taken. */
    private @Nullable FileChanges seen;

    private ConfigurationFiles(List<Path> ruleFiles, List<Path> receiverFiles, Map<String, String> environment) {
        this.ruleFiles = List.copyOf(ruleFiles);
        this.receiverFiles = List.copyOf(receiverFiles);
        this.environment = Map.copyOf(environment);
        taken = withNamed(FileChanges.of(files()));
    }

    private Set<Path> files() {
        Set<Path> files = new LinkedHashSet<>(ruleFiles);
        files.addAll(receiverFiles);
        return files;
    }

    /** These, and those files that the receiver files name now. */
    private FileChanges withNamed(FileChanges known) {
        Set<Path> all = files();
        receiverFiles.forEach(file -> all.addAll(ReceiverFile.filesNamedIn(file, environment)));
        return known.watching(all);
    }

    /**
     * Files that are loaded as one.
     *
     * @param receiverFiles may be none
     * @param environment what <code>${env:NAME}</code> in receiver files stands for; mostly {@link System#getenv()}
     */
    public static ConfigurationFiles of(
            List<Path> ruleFiles, List<Path> receiverFiles, Map<String, String> environment) {
        return new ConfigurationFiles(ruleFiles, receiverFiles, environment);
    }

    /** Loads and takes the files as they are now, and what they name: <code>${file:PATH}</code>, files of words. */
    public synchronized Configuration load() {
        taken = withNamed(FileChanges.of(files()));
        seen = null;
        return Configuration.load(ruleFiles, receiverFiles, environment);
    }

    /**
     * Looks whether the files have changed since they were taken, and are at rest since the last look: then they are loaded and
     * taken, whether or not there are errors in them.
     */
    public synchronized Optional<Configuration> changed() {
        if (!taken.isThereAny()) {
            seen = null;
            return Optional.empty();
        }
        FileChanges before = seen;
        seen = taken.taken();
        if (before == null || before.isThereAny()) {
            return Optional.empty();
        }
        FileChanges atRest = withNamed(seen);
        RuntimeException failure = null;
        Optional<Configuration> loaded = Optional.empty();
        try {
            loaded = Optional.of(Configuration.load(ruleFiles, receiverFiles, environment));
        } catch (RuntimeException e) {
            failure = e;
        }
        if (atRest.isThereAny()) {
            return Optional.empty(); // They changed while they were read.
        }
        taken = atRest;
        seen = null;
        if (failure != null) {
            throw failure;
        }
        return loaded;
    }
}

package io.watchfire.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens the files that a command line names; {@code -} is standard input. */
final class InputFiles {
    static final String STANDARD_STREAM = "-";

    private InputFiles() {}

    /** Opens a file for reading; if that cannot be, the command ends with a message that says why. */
    static InputStream open(String name, Terminal terminal) {
        if (name.equals(STANDARD_STREAM)) {
            return terminal.in();
        }
        Path file = Path.of(name);
        try {
            if (Files.isDirectory(file)) {
                throw new CommandException(ExitCode.UNUSABLE, name + " is a folder; name the files in it");
            }
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new CommandException(ExitCode.UNUSABLE, "there is no file " + name, e);
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNUSABLE, name + " cannot be read: " + e.getMessage(), e);
        }
    }
}

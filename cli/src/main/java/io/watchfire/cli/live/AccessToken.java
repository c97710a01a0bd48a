package io.watchfire.cli.live;

import io.watchfire.notifiers.receiver.Secret;
import io.watchfire.runtime.files.FileChanges;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The token that stands in a file and that requests have to bear. When the file changes, the new one holds from the next request on;
 * while there is no usable one in it, the last one. Shown nowhere. Thread-safe.
 */
public final class AccessToken {
    private static final String SCHEME = "Bearer ";
    private static final int SHORTEST = 16;
    private static final int LONGEST = 4096;

    private final Path file;
    private Secret token;
    private FileChanges taken;

    private AccessToken(Path file, Secret token, FileChanges taken) {
        this.file = file;
        this.token = token;
        this.taken = taken;
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or holds no token of 16 to 4096 printable ASCII characters without blanks; the
     *     message says so, and shows nothing of the file
     */
    public static AccessToken in(Path file) throws IOException {
        FileChanges taken = FileChanges.of(Set.of(file));
        return new AccessToken(file, read(file), taken);
    }

    private static Secret read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        boolean isToken = text.length() >= SHORTEST
                && bytes.length <= LONGEST
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!isToken) {
            throw new IOException("it holds no token: " + SHORTEST + " to " + LONGEST
                    + " printable ASCII characters without blanks; make one with: openssl rand -hex 32");
        }
        return new Secret(text);
    }

    /** Whether a request with that {@code Authorization} bears the token. Takes as long for a wrong one as for the right one. */
    boolean isBorneBy(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.ISO_8859_1);
        return MessageDigest.isEqual(current().reveal().getBytes(StandardCharsets.ISO_8859_1), given);
    }

    private synchronized Secret current() {
        if (taken.isThereAny()) {
            taken = taken.taken();
            try {
                token = read(file);
            } catch (IOException e) {
                // Half-written, or gone for a moment: it is looked at again when it changes.
                return token;
            }
        }
        return token;
    }

    @Override
    public String toString() {
        return "the token in " + file;
    }
}

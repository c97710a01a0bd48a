package io.watchfire.store.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A key as it stands in the table.
 *
 * @param beginning all of it, but of a long one only what an index takes
 * @param digest of what follows; empty if nothing does
 * @param rest what follows
 */
record KeyParts(byte[] beginning, byte[] digest, byte[] rest) {
    private static final int LONGEST = 2_000;
    private static final byte[] NOTHING = {};

    static KeyParts of(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST) {
            return new KeyParts(bytes, NOTHING, NOTHING);
        }
        byte[] rest = Arrays.copyOfRange(bytes, LONGEST, bytes.length);
        return new KeyParts(Arrays.copyOf(bytes, LONGEST), sha256(rest), rest);
    }

    static String key(byte[] beginning, byte[] rest) {
        if (rest.length == 0) {
            return new String(beginning, StandardCharsets.UTF_8);
        }
        byte[] bytes = Arrays.copyOf(beginning, beginning.length + rest.length);
        System.arraycopy(rest, 0, bytes, beginning.length, rest.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

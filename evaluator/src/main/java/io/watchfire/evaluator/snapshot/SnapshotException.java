package io.watchfire.evaluator.snapshot;

/** A snapshot cannot be used: it is no snapshot, damaged, of a newer version, or was taken under other options. The message says what to do. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SnapshotException(String message) {
        super(message);
    }
}

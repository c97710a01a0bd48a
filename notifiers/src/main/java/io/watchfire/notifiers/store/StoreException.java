package io.watchfire.notifiers.store;

import org.jspecify.annotations.Nullable;

/** State could not be opened, read or written. The message says where, what, and what to do; it holds no secret. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isFinal;

    private StoreException(String message, boolean isFinal, @Nullable Throwable cause) {
        super(message, cause);
        this.isFinal = isFinal;
    }

    /** Something that may pass, such as a full disk or a lost connection. */
    public static StoreException passing(String message, @Nullable Throwable cause) {
        return new StoreException(message, false, cause);
    }

    /** Something that trying again does not mend: another process has taken over, a newer version, damage. */
    public static StoreException forGood(String message, @Nullable Throwable cause) {
        return new StoreException(message, true, cause);
    }

    /** Whether trying again is of no use. */
    public boolean isFinal() {
        return isFinal;
    }
}

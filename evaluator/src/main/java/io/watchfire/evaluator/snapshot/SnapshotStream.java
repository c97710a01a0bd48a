package io.watchfire.evaluator.snapshot;

import io.watchfire.evaluator.event.Labels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that is written, or read. Each method takes what a field holds and returns what it shall hold: when a snapshot is
 * written the same, when it is read what was written. So one method of a class says both ways what its state is, and they
 * cannot differ.
 */
public abstract sealed class SnapshotStream permits SnapshotWriter, SnapshotReader {
    private static final int NO_VALUE = 0;
    private static final int NUMBER = 1;
    private static final int TEXT = 2;
    private static final int FALSE = 3;
    private static final int TRUE = 4;

    SnapshotStream() {}

    /** Whether what is returned comes from a snapshot. */
    public abstract boolean isReading();

    public abstract long number(long value);

    /** A time in epoch milliseconds; short if it is near to that at which the snapshot was taken, or at either end of all times. */
    public abstract long time(long value);

    /** Every bit of a number; short if it is a whole one. */
    public abstract double bits(double value);

    public abstract String text(String value);

    public abstract Labels labels(Labels value);

    /** What can be skipped when it is read, because there is no place for it any more. */
    public abstract void block(boolean isWanted, Runnable content);

    public final int number(int value) {
        return (int) number((long) value);
    }

    public final boolean flag(boolean value) {
        return number(value ? 1 : 0) != 0;
    }

    /** One of the constants of an enum. */
    public final <E extends Enum<E>> E choice(E value, E[] all) {
        int ordinal = number(value.ordinal());
        if (ordinal < 0 || ordinal >= all.length) {
            throw new SnapshotException("the snapshot is damaged: there is no choice " + ordinal + " of " + all.length);
        }
        return all[ordinal];
    }

    /** Some texts; null stays null. */
    public final @Nullable List<String> texts(@Nullable List<String> value) {
        int size = number(value == null ? -1 : value.size());
        if (size < 0) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            texts.add(text(value == null || isReading() ? "" : value.get(i)));
        }
        return texts;
    }

    public final @Nullable String textOrNull(@Nullable String value) {
        return flag(value != null) ? text(value == null ? "" : value) : null;
    }

    /** A Double, String or Boolean, or null. */
    public final @Nullable Object value(@Nullable Object value) {
        int kind = value == null
                ? NO_VALUE
                : value instanceof Double ? NUMBER : value instanceof String ? TEXT : (Boolean) value ? TRUE : FALSE;
        return switch (number(kind)) {
            case NO_VALUE -> null;
            case NUMBER -> bits(value instanceof Double number ? number : 0);
            case TEXT -> text(value instanceof String text ? text : "");
            case FALSE -> Boolean.FALSE;
            default -> Boolean.TRUE;
        };
    }
}

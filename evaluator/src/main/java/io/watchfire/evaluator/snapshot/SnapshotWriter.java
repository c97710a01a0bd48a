package io.watchfire.evaluator.snapshot;

import io.watchfire.evaluator.event.Labels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes a snapshot into memory: a mark, the version, the time, a table of all texts, one of all label sets, the state itself,
 * and a checksum over everything before it. Numbers are as short as they are small.
 */
public final class SnapshotWriter extends SnapshotStream {
    /** No mark, sizes and checksum are longer. */
    private static final int MOST_BETWEEN = 64;

    private final long base;
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<Labels, Integer> labels = new HashMap<>();
    private final Bytes textBytes = new Bytes();
    private final Bytes labelBytes = new Bytes();
    private final Bytes body = new Bytes();

    /** @param base the time near which most times lie, in epoch milliseconds */
    public SnapshotWriter(long base) {
        this.base = base;
    }

    /** Bytes that grow. */
    private static final class Bytes {
        private byte[] bytes;
        private int size;

        Bytes() {
            this(128);
        }

        Bytes(int capacity) {
            bytes = new byte[capacity];
        }

        void put(int value) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.multiplyExact(size, 2));
            }
            bytes[size++] = (byte) value;
        }

        /** The sign is folded into the lowest bit. */
        void number(long value) {
            unsigned((value << 1) ^ (value >> 63));
        }

        /** Seven bits a byte, the lowest first. */
        void unsigned(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                put((int) (rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            put((int) rest);
        }

        void fixed(long value, int bytes) {
            for (int i = 0; i < bytes; i++) {
                put((int) (value >>> (8 * i)));
            }
        }

        /** For which there has to be room. */
        void all(Bytes other) {
            System.arraycopy(other.bytes, 0, bytes, size, other.size);
            size += other.size;
        }
    }

    @Override
    public boolean isReading() {
        return false;
    }

    @Override
    public long number(long value) {
        body.number(value);
        return value;
    }

    @Override
    public long time(long value) {
        long distance = value - base;
        if (value == Long.MIN_VALUE || value == Long.MAX_VALUE) {
            body.number(value == Long.MIN_VALUE ? SnapshotReader.FIRST_OF_ALL : SnapshotReader.LAST_OF_ALL);
        } else if (distance > -SnapshotReader.FAR && distance < SnapshotReader.FAR) {
            body.number(distance < 0 ? distance : distance + SnapshotReader.MARKS);
        } else {
            body.number(SnapshotReader.IN_FULL);
            body.fixed(value, Long.BYTES);
        }
        return value;
    }

    @Override
    public double bits(double value) {
        long whole = (long) value;
        boolean isWhole = Math.abs(whole) < SnapshotReader.MOST_WHOLE
                && Double.doubleToRawLongBits(whole) == Double.doubleToRawLongBits(value);
        body.number(isWhole ? 2 * whole : 1);
        if (!isWhole) {
            body.fixed(Double.doubleToRawLongBits(value), Long.BYTES);
        }
        return value;
    }

    @Override
    public String text(String value) {
        body.number(indexOf(value));
        return value;
    }

    private int indexOf(String text) {
        Integer known = texts.get(text);
        if (known != null) {
            return known;
        }
        int index = texts.size();
        texts.put(text, index);
        textBytes.number(text.length());
        for (int i = 0; i < text.length(); i++) {
            textBytes.unsigned(text.charAt(i));
        }
        return index;
    }

    @Override
    public Labels labels(Labels value) {
        Integer known = labels.get(value);
        if (known == null) {
            known = labels.size();
            labels.put(value, known);
            labelBytes.number(value.size());
            value.forEach((name, text) -> {
                labelBytes.number(indexOf(name));
                labelBytes.number(indexOf(text));
            });
        }
        body.number(known);
        return value;
    }

    @Override
    public void block(boolean isWanted, Runnable content) {
        int begin = body.size;
        body.fixed(0, Integer.BYTES);
        content.run();
        int end = body.size;
        body.size = begin;
        body.fixed(end - begin - Integer.BYTES, Integer.BYTES);
        body.size = end;
    }

    /** The whole snapshot. */
    public byte[] finish() {
        int parts = Math.addExact(Math.addExact(textBytes.size, labelBytes.size), body.size);
        Bytes out = new Bytes(Math.addExact(parts, MOST_BETWEEN));
        out.fixed(SnapshotReader.MARK, Long.BYTES);
        out.number(SnapshotReader.VERSION);
        out.number(base);
        out.number(texts.size());
        out.all(textBytes);
        out.number(labels.size());
        out.all(labelBytes);
        out.number(body.size);
        out.all(body);
        CRC32C sum = new CRC32C();
        sum.update(out.bytes, 0, out.size);
        out.fixed(sum.getValue(), Integer.BYTES);
        return Arrays.copyOf(out.bytes, out.size);
    }
}

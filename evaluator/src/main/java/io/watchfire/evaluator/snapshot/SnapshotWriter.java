package io.watchfire.evaluator.snapshot;

import io.watchfire.evaluator.event.Labels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes a snapshot into memory: a mark, the version, the time, a table of all texts, one of all label sets, the state itself,
 * and a checksum over everything before it. Numbers are as short as they are small.
 */
public final class SnapshotWriter extends SnapshotStream {
    private final long base;
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final Map<Labels, Integer> labels = new LinkedHashMap<>();
    private final Bytes labelBytes = new Bytes();
    private final Bytes body = new Bytes();

    /** @param base the time near which most times lie, in epoch milliseconds */
    public SnapshotWriter(long base) {
        this.base = base;
    }

    /** Bytes that grow. */
    private static final class Bytes {
        private byte[] bytes = new byte[256];
        private int size;

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

        void all(Bytes other) {
            if (bytes.length - size < other.size) {
                bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, other.size), 2 * bytes.length));
            }
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
        return texts.computeIfAbsent(text, unused -> texts.size());
    }

    @Override
    public Labels labels(Labels value) {
        Integer known = labels.get(value);
        if (known == null) {
            known = labels.size();
            labels.put(value, known);
            Map<String, String> map = value.asMap();
            labelBytes.number(map.size());
            map.forEach((name, text) -> {
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
        Bytes out = new Bytes();
        out.fixed(SnapshotReader.MARK, Long.BYTES);
        out.number(SnapshotReader.VERSION);
        out.number(base);
        out.number(texts.size());
        for (String text : texts.keySet()) {
            out.number(text.length());
            for (int i = 0; i < text.length(); i++) {
                out.unsigned(text.charAt(i));
            }
        }
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

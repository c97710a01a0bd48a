package io.watchfire.evaluator.snapshot;

import io.watchfire.evaluator.event.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** Reads a snapshot. Nothing of it is used before its version and checksum were found right. */
public final class SnapshotReader extends SnapshotStream {
    /** The letters of its name. */
    static final long MARK = 0x534e415046495245L;

    static final int VERSION = 1;

    // How a time begins that is not written as its distance.

    static final int FIRST_OF_ALL = 0;
    static final int LAST_OF_ALL = 1;
    static final int IN_FULL = 2;
    static final int MARKS = 3;

    /** Distances from here on are not written as such. */
    static final long FAR = 1L << 60;

    /** Whole numbers from here on are written in full. */
    static final long MOST_WHOLE = 1L << 52;

    private final byte[] bytes;
    private final String[] texts;
    private final Labels[] labels;
    private long base;
    private int at;
    private int end;

    /** @throws SnapshotException if it is no whole snapshot of a version that is known */
    public SnapshotReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length - Integer.BYTES;
        if (bytes.length < Long.BYTES || fixed(Long.BYTES) != MARK) {
            throw new SnapshotException("these bytes are no snapshot: the mark at their beginning is missing");
        }
        int version = number(0);
        if (version > VERSION) {
            throw new SnapshotException("the snapshot has version " + version + ", this program knows " + VERSION
                    + ": take a newer program, or begin without a snapshot");
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, Math.max(0, end));
        at = Math.max(0, end);
        end = bytes.length;
        if (sum.getValue() != (fixed(Integer.BYTES) & 0xffffffffL)) {
            throw damaged("its checksum is another");
        }
        end = bytes.length - Integer.BYTES;
        at = Long.BYTES;
        number(0);
        base = number(0L);
        texts = new String[size()];
        for (int i = 0; i < texts.length; i++) {
            char[] text = new char[size()];
            for (int k = 0; k < text.length; k++) {
                text[k] = (char) unsigned();
            }
            texts[i] = new String(text);
        }
        labels = new Labels[size()];
        for (int i = 0; i < labels.length; i++) {
            Map<String, String> map = new HashMap<>();
            for (int pairs = size(); pairs > 0; pairs--) {
                map.put(text(""), text(""));
            }
            labels[i] = Labels.of(map);
        }
        size();
    }

    private static SnapshotException damaged(String why) {
        return new SnapshotException(
                "the snapshot is damaged or not whole: " + why + "; take an older one, or begin without");
    }

    /** How many of something follow: each takes a byte at least. */
    private int size() {
        int size = number(0);
        if (size < 0 || size > end - at) {
            throw damaged("it says that more follows than there is");
        }
        return size;
    }

    private int next() {
        if (at >= end) {
            throw damaged("it ends too early");
        }
        return bytes[at++] & 0xff;
    }

    private long fixed(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) next() << (8 * i);
        }
        return value;
    }

    @Override
    public boolean isReading() {
        return true;
    }

    @Override
    public long number(long unused) {
        long folded = unsigned();
        return (folded >>> 1) ^ -(folded & 1);
    }

    private long unsigned() {
        long value = 0;
        int shift = 0;
        int part;
        do {
            part = next();
            value |= (long) (part & 0x7f) << shift;
            shift += 7;
        } while ((part & 0x80) != 0 && shift < Long.SIZE);
        return value;
    }

    @Override
    public long time(long unused) {
        long distance = number(0L);
        if (distance < 0 || distance >= MARKS) {
            return base + (distance < 0 ? distance : distance - MARKS);
        }
        return distance == FIRST_OF_ALL ? Long.MIN_VALUE : distance == LAST_OF_ALL ? Long.MAX_VALUE : fixed(Long.BYTES);
    }

    @Override
    public double bits(double unused) {
        long twice = number(0L);
        return twice == 1 ? Double.longBitsToDouble(fixed(Long.BYTES)) : twice / 2;
    }

    @Override
    public String text(String unused) {
        return texts[place(texts.length)];
    }

    @Override
    public Labels labels(Labels unused) {
        return labels[place(labels.length)];
    }

    private int place(int length) {
        int place = number(0);
        if (place < 0 || place >= length) {
            throw damaged("it names what is not in its tables");
        }
        return place;
    }

    @Override
    public void block(boolean isWanted, Runnable content) {
        int length = (int) fixed(Integer.BYTES);
        int behind = at + length;
        if (length < 0 || behind > end) {
            throw damaged("it says that more follows than there is");
        }
        if (isWanted) {
            content.run();
            if (at != behind) {
                throw damaged("a part of it is longer or shorter than it says");
            }
        }
        at = behind;
    }
}

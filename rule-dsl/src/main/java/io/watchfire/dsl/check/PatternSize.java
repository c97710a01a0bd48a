package io.watchfire.dsl.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression in RE2 syntax becomes when its repetitions are written out, which is what compiling does, and
 * how deep it is nested then, told without compiling: <code>((a{1000}){1000}){1000}</code> is a billion large, and
 * <code>a{0,1000}</code>, which is <code>(a(a(a..)?)?)?</code>, a thousand deep. An estimate that may be somewhat too high, never much too
 * low.
 */
final class PatternSize {
    /** So deep may it be nested: compiling and matching recurse, and this fits into a thread's stack of 512 kB. */
    static final int MAX_DEPTH = 300;

    private static final Pattern REPEAT = Pattern.compile("\\{([0-9]{1,9})(,([0-9]{0,9}))?}");
    private static final Pattern GROUP = Pattern.compile("\\?(P?<[^>]*>|[a-zA-Z-]*[:)])");

    private final String pattern;
    private final Deque<Group> outside = new ArrayDeque<>();
    private Group group = new Group();
    private int at;

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    /** What stands between two brackets, as far as it was read; its last part is what a repetition repeats. */
    private static final class Group {
        long size;
        long depth;
        long lastSize;
        long lastDepth;

        void add(long partSize, long partDepth) {
            lastSize = Math.min(partSize, Integer.MAX_VALUE);
            lastDepth = Math.min(partDepth, Integer.MAX_VALUE);
            size = Math.min(size + lastSize, Integer.MAX_VALUE);
            depth = Math.max(depth, lastDepth);
        }

        /** Makes the last part so many times as large, and deeper. */
        void repeat(long times, long deeper) {
            size -= lastSize;
            add((lastSize + 1) * times, lastDepth + deeper);
        }
    }

    /**
     * An estimate.
     *
     * @param size in characters and operators, repetitions written out
     * @param depth of nested groups and optional repetitions
     */
    record Estimate(long size, long depth) {}

    static Estimate of(String pattern) {
        return new PatternSize(pattern).estimate();
    }

    private Estimate estimate() {
        while (at < pattern.length()) {
            switch (pattern.charAt(at)) {
                case '\\' -> escape();
                case '[' -> characterClass();
                case '(' -> open();
                case ')' -> close();
                case '{' -> repeat();
                case '*', '+', '?' -> {
                    group.repeat(1, 1);
                    at++;
                }
                default -> part(at + 1);
            }
        }
        while (!outside.isEmpty()) {
            close();
        }
        return new Estimate(group.size, group.depth);
    }

    /** A part without parts, up to an offset. */
    private void part(int end) {
        int last = Math.min(end, pattern.length());
        group.add(last - at, 0);
        at = last;
    }

    private void escape() {
        int end = at + 2;
        if (pattern.startsWith("\\Q", at)) {
            int close = pattern.indexOf("\\E", at);
            end = close < 0 ? pattern.length() : close + 2;
        } else if (pattern.startsWith("{", end) && "pPx".indexOf(pattern.charAt(at + 1)) >= 0) {
            int close = pattern.indexOf('}', end);
            end = close < 0 ? pattern.length() : close + 1;
        }
        part(end);
    }

    private void characterClass() {
        int end = at + 1;
        end += pattern.startsWith("^", end) ? 1 : 0;
        end += pattern.startsWith("]", end) ? 1 : 0;
        while (end < pattern.length() && pattern.charAt(end) != ']') {
            int posix = pattern.startsWith("[:", end) ? pattern.indexOf(":]", end) : -1;
            end = posix >= 0 ? posix + 2 : end + (pattern.charAt(end) == '\\' ? 2 : 1);
        }
        part(end + 1);
    }

    private void open() {
        Matcher prefix = GROUP.matcher(pattern).region(at + 1, pattern.length());
        if (prefix.lookingAt() && prefix.group().endsWith(")")) {
            // Flags alone, no group.
            part(prefix.end());
            return;
        }
        at = prefix.lookingAt() ? prefix.end() : at + 1;
        outside.push(group);
        group = new Group();
    }

    private void close() {
        at++;
        if (!outside.isEmpty()) {
            Group inner = group;
            group = outside.pop();
            group.add(inner.size + 2, inner.depth + 1);
        }
    }

    private void repeat() {
        Matcher repeat = REPEAT.matcher(pattern).region(at, pattern.length());
        if (!repeat.lookingAt()) {
            part(at + 1);
            return;
        }
        long least = Long.parseLong(repeat.group(1));
        String written = repeat.group(3);
        long most = written == null || written.isEmpty() ? least : Long.parseLong(written);
        group.repeat(Math.max(1, most), Math.max(1, most - least));
        at = repeat.end();
    }
}

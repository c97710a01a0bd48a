package io.watchfire.dsl.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression in RE2 syntax becomes when its repetitions are written out, which is what compiling does, and
 * how deep its groups are nested, told without compiling: <code>((a{1000}){1000}){1000}</code> is a billion. An estimate that may be
 * somewhat too high, never much too low.
 */
final class PatternSize {
    /** So deep may groups be nested: compiling recurses. */
    static final int MAX_DEPTH = 250;

    private static final Pattern REPEAT = Pattern.compile("\\{([0-9]{1,9})(,([0-9]{0,9}))?}");
    private static final Pattern GROUP = Pattern.compile("\\?(P?<[^>]*>|[a-zA-Z-]*[:)])");

    private final String pattern;
    private final Deque<long[]> outside = new ArrayDeque<>();
    /** Size of all in the group so far, and of the last part of it, which a repetition repeats. */
    private long[] group = {0, 0};

    private int at;
    private int depth;

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    /**
     * An estimate.
     *
     * @param size in characters and operators, repetitions written out
     * @param depth of nested groups
     */
    record Estimate(long size, int depth) {}

    static Estimate of(String pattern) {
        return new PatternSize(pattern).estimate();
    }

    private Estimate estimate() {
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            switch (c) {
                case '\\' -> escape();
                case '[' -> characterClass();
                case '(' -> open();
                case ')' -> close();
                case '{' -> repeat();
                default -> {
                    boolean operator = c == '*' || c == '+' || c == '?' || c == '|';
                    add(1, operator ? group[1] + 1 : 1);
                    at++;
                }
            }
        }
        while (!outside.isEmpty()) {
            close();
        }
        return new Estimate(group[0], depth);
    }

    private void add(long size, long last) {
        group[0] = Math.min(group[0] + size, Integer.MAX_VALUE);
        group[1] = Math.min(last, Integer.MAX_VALUE);
    }

    private void escape() {
        int end = at + 2;
        if (pattern.startsWith("\\Q", at)) {
            int close = pattern.indexOf("\\E", at);
            end = close < 0 ? pattern.length() : close + 2;
        } else if (pattern.startsWith("{", end)
                && at + 1 < pattern.length()
                && "pPx".indexOf(pattern.charAt(at + 1)) >= 0) {
            int close = pattern.indexOf('}', end);
            end = close < 0 ? pattern.length() : close + 1;
        }
        add(Math.min(end, pattern.length()) - at, 1);
        at = Math.min(end, pattern.length());
    }

    private void characterClass() {
        int start = at;
        at++;
        at += pattern.startsWith("^", at) ? 1 : 0;
        at += pattern.startsWith("]", at) ? 1 : 0;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            int posix = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at) : -1;
            at = posix >= 0 ? posix + 2 : at + (pattern.charAt(at) == '\\' ? 2 : 1);
        }
        at = Math.min(at + 1, pattern.length());
        add(at - start, at - start);
    }

    private void open() {
        at++;
        Matcher prefix = GROUP.matcher(pattern).region(at, pattern.length());
        if (prefix.lookingAt()) {
            at = prefix.end();
            if (prefix.group().endsWith(")")) {
                // Flags alone, no group.
                add(1, 1);
                return;
            }
        }
        outside.push(group);
        group = new long[] {0, 0};
        depth = Math.max(depth, outside.size());
    }

    private void close() {
        at++;
        if (!outside.isEmpty()) {
            long size = group[0] + 2;
            group = outside.pop();
            add(size, size);
        }
    }

    private void repeat() {
        Matcher repeat = REPEAT.matcher(pattern).region(at, pattern.length());
        if (!repeat.lookingAt()) {
            add(1, 1);
            at++;
            return;
        }
        String most = repeat.group(3);
        long times = Math.max(1, Long.parseLong(most == null || most.isEmpty() ? repeat.group(1) : most));
        long repeated = (group[1] + 1) * times;
        add(repeated - group[1], repeated);
        at = repeat.end();
    }
}

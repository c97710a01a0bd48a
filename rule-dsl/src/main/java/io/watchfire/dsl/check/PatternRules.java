package io.watchfire.dsl.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.watchfire.dsl.Limits;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.Expression.PatternMatch;
import io.watchfire.dsl.syntax.PatternKind;
import org.jspecify.annotations.Nullable;

/** Globs and regular expressions. */
final class PatternRules {
    private static final java.util.regex.Pattern BACK_REFERENCE = java.util.regex.Pattern.compile("\\\\[1-9k]");

    private final Kinds kinds;
    private final Warnings warnings;
    private final Findings findings;
    private final Limits limits;

    PatternRules(Kinds kinds, Warnings warnings, Findings findings, Limits limits) {
        this.kinds = kinds;
        this.warnings = warnings;
        this.findings = findings;
        this.limits = limits;
    }

    /** The type of a match whose value is typed already. */
    Type of(PatternMatch node) {
        boolean fine = kinds.require(
                node.value(),
                ValueType.TEXT,
                node.kind().word(),
                "patterns are for text; other values are compared with ==, <, in or between");
        if (node.kind() == PatternKind.MATCHES) {
            fine &= regularExpression(node);
        } else {
            warnings.wildcards(node);
        }
        return fine ? Type.BOOLEAN : Type.BROKEN;
    }

    /** Looked at before it is compiled: repeated repetitions would take all memory, deep groups all stack. */
    private boolean regularExpression(PatternMatch node) {
        PatternSize.Estimate estimate = PatternSize.of(node.pattern());
        if (estimate.depth() > PatternSize.MAX_DEPTH) {
            return bad(
                    node,
                    "this regular expression is nested deeper than " + PatternSize.MAX_DEPTH
                            + ", with {0,n} written out",
                    "take inner groups out, or repeat less");
        }
        if (estimate.size() > limits.maxPatternSize()) {
            return bad(
                    node,
                    "this regular expression is larger than " + limits.maxPatternSize()
                            + " characters when its repetitions are written out",
                    "repeat less, or split it with ||");
        }
        try {
            Pattern.compile(node.pattern());
            return true;
        } catch (PatternSyntaxException wrong) {
            return bad(
                    node,
                    "this is no regular expression in RE2 syntax: " + description(wrong),
                    help(node.pattern(), wrong.getDescription()));
        }
    }

    private boolean bad(PatternMatch node, String message, @Nullable String help) {
        findings.error("bad-regex", node.patternSpan(), message, help);
        return false;
    }

    private static String description(PatternSyntaxException wrong) {
        return wrong.getDescription().endsWith("internal error") ? "unexpected )" : wrong.getDescription();
    }

    private static @Nullable String help(String pattern, String description) {
        if (pattern.startsWith("*") || pattern.startsWith("?")) {
            return "globs go with like; in a regular expression any run is .*";
        }
        if (pattern.contains("(?=") || pattern.contains("(?!") || pattern.contains("(?<")) {
            return "RE2 has no look-around, so that a match takes linear time; join two matches with && instead";
        }
        return switch (description) {
            case "missing closing )", "regexp/syntax: internal error" -> "a bracket itself is written \\( or \\)";
            case "missing closing ]" -> "a bracket itself is written \\[";
            case "invalid repeat count" -> "at most 1000 times, the smaller number first: {2,5}";
            case "invalid nested repetition operator" -> "one of * + ? {2,5} is enough";
            case "invalid escape sequence" ->
                BACK_REFERENCE.matcher(pattern).find()
                        ? "RE2 has no back-references, so that a match takes linear time"
                        : "a backslash itself is written \\\\";
            case "invalid character class range" ->
                "the smaller end first, as in [a-z]; the classes of Unicode are written \\p{L}, \\p{Hangul}";
            default -> null;
        };
    }
}

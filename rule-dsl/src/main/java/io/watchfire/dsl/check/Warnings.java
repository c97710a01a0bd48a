package io.watchfire.dsl.check;

import io.watchfire.dsl.Span;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Expression.NumberLiteral;
import io.watchfire.dsl.syntax.Expression.PatternMatch;
import io.watchfire.dsl.syntax.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** What is allowed, and probably not meant. */
final class Warnings {
    private static final double EXACT = 0x1p53;
    /** More digits than any double has before its dot. */
    private static final Pattern WHOLE = Pattern.compile("[0-9_]{1,400}");

    private final String text;
    private final Types types;
    private final Findings findings;
    private final Wording wording;

    Warnings(String text, Types types, Findings findings, Wording wording) {
        this.text = text;
        this.types = types;
        this.findings = findings;
        this.wording = wording;
    }

    /** A whole number that no double holds, such as a long id. */
    void precision(NumberLiteral literal) {
        Span span = literal.span();
        if (literal.value() < EXACT || span.end() > text.length()) {
            return;
        }
        String written = text.substring(span.start(), span.end());
        if (!WHOLE.matcher(written).matches()) {
            return;
        }
        BigDecimal kept = new BigDecimal(literal.value());
        if (new BigDecimal(written.replace("_", "")).compareTo(kept) != 0) {
            findings.warning(
                    "precision",
                    span,
                    null,
                    "numbers are doubles: " + wording.of(literal) + " is taken as " + kept.toPlainString(),
                    "compare long identifiers as text");
        }
    }

    /** A field of percent beside a fraction: {@code cpu > 0.9} is nearly always true. */
    void fractions(List<Expression> compared) {
        Expression field = null;
        for (Expression node : compared) {
            Type type = types.of(node);
            if (type.isDeclared() && type.quantity() == Quantity.PERCENT && !isReckoned(node)) {
                field = node;
                break;
            }
        }
        if (field == null) {
            return;
        }
        for (Expression node : compared) {
            if (node instanceof NumberLiteral literal && literal.value() > 0 && literal.value() < 1) {
                String percent = BigDecimal.valueOf(literal.value())
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString();
                findings.warning(
                        "percent-fraction",
                        node.span(),
                        field.span(),
                        wording.of(field) + " is in percent, so " + wording.of(node) + " is taken as "
                                + wording.of(node) + "%",
                        "write " + percent + "% if that was meant, else " + wording.of(node) + "%");
            }
        }
    }

    /** {@code cpu / 100 > 0.98} is a fraction on purpose. */
    private static boolean isReckoned(Expression node) {
        return node instanceof Expression.Arithmetic || node.operands().stream().anyMatch(Warnings::isReckoned);
    }

    /** {@code a == NULL}, where no schema says that there is no such name. */
    void wordsAsNames(Expression.Comparison comparison) {
        for (Expression side : comparison.operands()) {
            if (isUndeclaredName(side)) {
                String word = ((Expression.Name) side).name();
                String help = Names.literal(word);
                if (help != null) {
                    findings.warning("word-as-name", side.span(), null, word + " is read as a name", help);
                }
            }
        }
    }

    /** A pattern of SQL: {@code like '%x%'} looks for percent signs. */
    void wildcards(PatternMatch match) {
        String pattern = match.pattern();
        boolean globs = pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
        if (!globs && (pattern.startsWith("%") || pattern.endsWith("%"))) {
            findings.warning(
                    "like-percent",
                    match.patternSpan(),
                    null,
                    "in like, % is only a percent sign; any run is *, one character is ?",
                    "write '" + pattern.replace('%', '*').replace("'", "\\'") + "'");
        }
    }

    /** {@code okindName == btf-order}, where no schema says that there is neither btf nor order. */
    void lostQuotes(Expression.Comparison comparison) {
        boolean difference = !comparison.operator().isOrder()
                && comparison.left() instanceof Expression.Name
                && comparison.right() instanceof Expression.Arithmetic chain
                && isUndeclaredDifference(chain);
        if (!difference) {
            return;
        }
        String written = wording.of(comparison.right());
        if (written.indexOf(' ') < 0) {
            findings.warning(
                    "lost-quotes",
                    comparison.right().span(),
                    null,
                    written + " is read as a difference: " + written.replace("-", " - "),
                    "text is written in quotes: '" + written + "'; a difference with blanks round the minus");
        }
    }

    private boolean isUndeclaredDifference(Expression.Arithmetic chain) {
        return isUndeclaredName(chain.first())
                && chain.steps().stream()
                        .allMatch(step -> step.operator() == ArithmeticOperator.SUBTRACT
                                && (isUndeclaredName(step.operand()) || step.operand() instanceof NumberLiteral));
    }

    private boolean isUndeclaredName(Expression node) {
        return node instanceof Expression.Name && types.of(node).isUndeclared();
    }
}

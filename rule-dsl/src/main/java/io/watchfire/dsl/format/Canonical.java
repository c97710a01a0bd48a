package io.watchfire.dsl.format;

import io.watchfire.dsl.DurationText;
import io.watchfire.dsl.number.Decimal;
import io.watchfire.dsl.parser.QuotedName;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Quantity;
import io.watchfire.dsl.syntax.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree in the one canonical layout: signs instead of words, single quotes, one blank round operators, no bracket
 * that is not needed.
 */
public final class Canonical {
    private static final Pattern PLAIN_NAME =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{Nd}_$]*(\\.\\p{L}[\\p{L}\\p{M}\\p{Nd}_$]*)*");
    private static final Set<String> WORDS = Set.of(
            "and", "or", "not", "in", "like", "matches", "between", "true", "false", "null", "over", "offset", "by",
            "where");
    private static final List<String> SIZES = List.of("PiB", "PB", "TiB", "TB", "GiB", "GB", "MiB", "MB", "KiB", "kB");

    /** How tightly a node binds: an operand that binds less than its place asks for is put in brackets. */
    private enum Tightness {
        OR,
        AND,
        NOT,
        PREDICATE,
        SUM,
        PRODUCT,
        UNARY,
        PRIMARY
    }

    /** More digits than any double has before its dot. */
    private static final Pattern WHOLE = Pattern.compile("[0-9_]{1,400}");

    private final StringBuilder out = new StringBuilder();
    private final @Nullable String written;

    private Canonical(@Nullable String written) {
        this.written = written;
    }

    /** The text of a tree: equal for trees of equal meaning, and parsed to an equal tree. */
    public static String text(Expression expression) {
        return text(expression, null);
    }

    /**
     * The text of a tree, in which whole numbers keep the digits that no double holds: whoever wrote a long identifier has not lost it.
     *
     * @param written what the tree was parsed from
     */
    public static String text(Expression expression, @Nullable String written) {
        Canonical canonical = new Canonical(written);
        canonical.write(expression);
        return canonical.out.toString();
    }

    private String number(Expression.NumberLiteral literal) {
        String shortest = Decimal.text(literal.value());
        if (written == null) {
            return shortest;
        }
        String digits = written.substring(literal.span().start(), literal.span().end());
        boolean lost = WHOLE.matcher(digits).matches()
                && new BigDecimal(digits.replace("_", "")).compareTo(new BigDecimal(shortest)) != 0;
        return lost ? digits : shortest;
    }

    private void write(Expression node, Tightness place) {
        if (tightness(node).compareTo(place) >= 0) {
            write(node);
        } else {
            bracketed(node);
        }
    }

    private void bracketed(Expression node) {
        out.append('(');
        write(node);
        out.append(')');
    }

    private static Tightness tightness(Expression node) {
        if (node instanceof Expression.Or) {
            return Tightness.OR;
        } else if (node instanceof Expression.And) {
            return Tightness.AND;
        } else if (node instanceof Expression.Not) {
            return Tightness.NOT;
        } else if (node instanceof Expression.Comparison
                || node instanceof Expression.In
                || node instanceof Expression.Between
                || node instanceof Expression.PatternMatch) {
            return Tightness.PREDICATE;
        } else if (node instanceof Expression.Arithmetic arithmetic) {
            ArithmeticOperator operator = arithmetic.steps().get(0).operator();
            boolean sum = operator == ArithmeticOperator.ADD || operator == ArithmeticOperator.SUBTRACT;
            return sum ? Tightness.SUM : Tightness.PRODUCT;
        } else if (node instanceof Expression.Negation) {
            return Tightness.UNARY;
        }
        return Tightness.PRIMARY;
    }

    private void write(Expression node) {
        if (node instanceof Expression.NumberLiteral literal) {
            out.append(number(literal));
        } else if (node instanceof Expression.QuantityLiteral literal) {
            quantity(literal);
        } else if (node instanceof Expression.TextLiteral literal) {
            quoted(literal.value());
        } else if (node instanceof Expression.BooleanLiteral literal) {
            out.append(literal.value());
        } else if (node instanceof Expression.Name name) {
            name(name.name());
        } else if (node instanceof Expression.Or or) {
            chain(or.operands(), " || ", Tightness.AND);
        } else if (node instanceof Expression.And and) {
            chain(and.operands(), " && ", Tightness.NOT);
        } else if (node instanceof Expression.Not not) {
            not(not.operand());
        } else if (node instanceof Expression.Negation negation) {
            out.append('-');
            write(negation.operand(), Tightness.UNARY);
        } else if (node instanceof Expression.Arithmetic arithmetic) {
            arithmetic(arithmetic);
        } else if (node instanceof Expression.Comparison comparison) {
            write(comparison.left(), Tightness.SUM);
            out.append(' ').append(comparison.operator().sign()).append(' ');
            write(comparison.right(), Tightness.SUM);
        } else if (node instanceof Expression.In in) {
            test(in.value(), in.negated(), "in (");
            list(in.elements(), Tightness.SUM, true);
            out.append(')');
        } else if (node instanceof Expression.Between between) {
            test(between.value(), between.negated(), "between ");
            write(between.low(), Tightness.SUM);
            out.append(" and ");
            write(between.high(), Tightness.SUM);
        } else if (node instanceof Expression.PatternMatch match) {
            test(match.value(), match.negated(), match.kind().word() + " '");
            out.append(match.pattern().replace("'", "\\'")).append('\'');
        } else if (node instanceof Expression.Call call) {
            out.append(call.function()).append('(');
            list(call.arguments(), Tightness.OR, true);
            out.append(')');
        } else if (node instanceof Expression.Aggregate aggregate) {
            aggregate(aggregate);
        }
    }

    private void chain(List<Expression> operands, String operator, Tightness place) {
        for (int i = 0; i < operands.size(); i++) {
            out.append(i == 0 ? "" : operator);
            write(operands.get(i), place);
        }
    }

    /** Brackets round all but what is surely one thing: {@code !a == b} would be right, and misread. */
    private void not(Expression operand) {
        out.append('!');
        if (operand instanceof Expression.Not || tightness(operand) == Tightness.PRIMARY) {
            write(operand);
        } else {
            bracketed(operand);
        }
    }

    private void arithmetic(Expression.Arithmetic chain) {
        Tightness place = tightness(chain) == Tightness.SUM ? Tightness.PRODUCT : Tightness.UNARY;
        write(chain.first(), place);
        for (Expression.Step step : chain.steps()) {
            out.append(' ').append(step.operator().sign()).append(' ');
            write(step.operand(), place);
        }
    }

    private void test(Expression value, boolean negated, String word) {
        write(value, Tightness.SUM);
        out.append(negated ? " not " : " ").append(word);
    }

    /** An aggregate that ends in {@code by} would take the rest of a list for its tags. */
    private void list(List<Expression> elements, Tightness place, boolean closed) {
        for (int i = 0; i < elements.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            boolean last = closed && i == elements.size() - 1;
            if (!last && endsInTags(elements.get(i))) {
                bracketed(elements.get(i));
            } else {
                write(elements.get(i), place);
            }
        }
    }

    private static boolean endsInTags(Expression node) {
        Expression last = node;
        while (!(last instanceof Expression.Aggregate)) {
            if (last instanceof Expression.Or or) {
                last = or.operands().get(or.operands().size() - 1);
            } else if (last instanceof Expression.And and) {
                last = and.operands().get(and.operands().size() - 1);
            } else if (last instanceof Expression.Comparison comparison) {
                last = comparison.right();
            } else if (last instanceof Expression.Between between) {
                last = between.high();
            } else if (last instanceof Expression.Arithmetic arithmetic) {
                last = arithmetic.steps().get(arithmetic.steps().size() - 1).operand();
            } else if (last instanceof Expression.Not not) {
                last = not.operand();
            } else if (last instanceof Expression.Negation negation) {
                last = negation.operand();
            } else {
                return false;
            }
        }
        return ((Expression.Aggregate) last).by() != null;
    }

    private void aggregate(Expression.Aggregate aggregate) {
        out.append(aggregate.function()).append('(');
        list(aggregate.arguments(), Tightness.OR, aggregate.where() == null);
        if (aggregate.where() != null) {
            out.append(" where ");
            write(aggregate.where(), Tightness.OR);
        }
        out.append(')');
        if (aggregate.overMillis() == Expression.Aggregate.NO_WINDOW) {
            return;
        }
        out.append(" over ").append(DurationText.format(aggregate.overMillis()));
        if (aggregate.offsetMillis() != 0) {
            out.append(" offset ").append(DurationText.format(aggregate.offsetMillis()));
        }
        if (aggregate.by() != null) {
            out.append(" by ");
            for (int i = 0; i < aggregate.by().size(); i++) {
                out.append(i == 0 ? "" : ", ");
                name(aggregate.by().get(i).name());
            }
        }
    }

    private void quantity(Expression.QuantityLiteral literal) {
        double value = literal.value();
        if (literal.quantity() == Quantity.PERCENT) {
            out.append(Decimal.text(value)).append('%');
        } else if (literal.quantity() == Quantity.DURATION) {
            boolean whole = value == Math.rint(value) && value < 0x1p53;
            out.append(whole ? DurationText.format((long) value) : Decimal.text(value) + "ms");
        } else {
            out.append(size(value));
        }
    }

    /** In the largest unit of which it is a whole number, unless that makes it longer, as it does to {@code 1e25B}. */
    private static String size(double bytes) {
        String plain = Decimal.text(bytes) + "B";
        for (String size : SIZES) {
            double scale = Unit.ofWord(size).orElseThrow().scale();
            if (bytes >= scale && bytes % scale == 0) {
                String text = Decimal.text(bytes / scale) + size;
                return text.length() <= plain.length() ? text : plain;
            }
        }
        return plain;
    }

    private void name(String name) {
        if (PLAIN_NAME.matcher(name).matches() && !WORDS.contains(name)) {
            out.append(name);
        } else if (name.indexOf('}') < 0 && QuotedName.of("${" + name + "}").equals(name)) {
            out.append("${").append(name).append('}');
        } else {
            out.append('`').append(name.replace("`", "``")).append('`');
        }
    }

    private void quoted(String text) {
        out.append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\'', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (Character.isISOControl(c)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('\'');
    }
}

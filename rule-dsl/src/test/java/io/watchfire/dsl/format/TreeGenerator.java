package io.watchfire.dsl.format;

import io.watchfire.dsl.Span;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import io.watchfire.dsl.syntax.ComparisonOperator;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.PatternKind;
import io.watchfire.dsl.syntax.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Makes any tree that the parser can make, however senseless, with odd names and texts. */
final class TreeGenerator {
    private static final Span PLACE = new Span(0, 0);
    private static final List<String> NAMES = List.of(
            "x",
            "resp_time",
            "a.b",
            "cost$",
            "업무",
            "응답.시간",
            "and",
            "not",
            "true",
            "null",
            "over",
            "by",
            "where",
            "offset",
            "4xx_error",
            "a b",
            " a",
            "a ",
            "\u3000",
            "a\u00a0",
            "a\u202f",
            "\u2007a",
            "a}b",
            "a`b",
            "``",
            "${x}",
            "a-b",
            "it's",
            "\"",
            "\\",
            "e\u0301",
            "\u0301e",
            "𝒳",
            "🔥",
            "a.1",
            "a.",
            ".a",
            "a..b",
            "x\ty",
            "count",
            "exists",
            "NaN",
            "_",
            "$",
            "{",
            "\u200b");
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "btf-order",
            "it's",
            "\"",
            "\\",
            "\\'",
            "a\nb",
            "\t",
            "\u0000",
            "\u007f",
            "\u0085",
            "\u2028",
            "\ufeff",
            "주문 🔥",
            "''",
            " ",
            "${x}",
            "`",
            "%",
            "*",
            "\\n",
            "\\u0041");
    /** As they stand between quotes: no line end, no control character, each backslash with what it takes. */
    private static final List<String> PATTERNS =
            List.of("", "a*", "*-dev-*", "a\\\\b", "a\\*b", "\\d+", "it's", "a\"b", "[a-z]", "주문?", "\\\\");

    private static final List<String> FUNCTIONS =
            List.of("abs", "max", "nvl", "if", "lower", "startsWith", "over", "foo", "avg");

    private final Random random;

    TreeGenerator(long seed) {
        random = new Random(seed);
    }

    Expression tree() {
        return condition(random.nextInt(5));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private List<Expression> several(int least, int most, Supplier<Expression> each) {
        List<Expression> all = new ArrayList<>();
        int number = least + random.nextInt(most - least + 1);
        for (int i = 0; i < number; i++) {
            all.add(each.get());
        }
        return List.copyOf(all);
    }

    /** Anything that can stand between brackets. */
    private Expression condition(int depth) {
        return switch (depth == 0 ? 3 : random.nextInt(10)) {
            case 0 -> new Expression.Or(several(2, 4, () -> condition(depth - 1)), PLACE);
            case 1 -> new Expression.And(several(2, 4, () -> condition(depth - 1)), PLACE);
            case 2 -> new Expression.Not(condition(depth - 1), PLACE);
            case 3, 4, 5 -> test(depth);
            default -> value(depth);
        };
    }

    private Expression test(int depth) {
        int below = Math.max(0, depth - 1);
        boolean negated = random.nextBoolean();
        return switch (random.nextInt(5)) {
            case 0 -> new Expression.In(operand(below), negated, PLACE, several(1, 3, () -> operand(below)), PLACE);
            case 1 -> new Expression.Between(operand(below), negated, PLACE, operand(below), operand(below), PLACE);
            case 2 ->
                new Expression.PatternMatch(
                        operand(below),
                        negated,
                        one(List.of(PatternKind.values())),
                        PLACE,
                        one(PATTERNS),
                        PLACE,
                        PLACE);
            default ->
                new Expression.Comparison(
                        operand(below), one(List.of(ComparisonOperator.values())), PLACE, operand(below), PLACE);
        };
    }

    /** An operand of a comparison or of arithmetic: a value, or a condition, which has to come out in brackets. */
    private Expression operand(int depth) {
        return depth > 0 && random.nextInt(6) == 0 ? condition(depth) : value(depth);
    }

    private Expression value(int depth) {
        int below = depth - 1;
        return switch (depth <= 0 ? random.nextInt(5) : random.nextInt(12)) {
            case 0 -> new Expression.Name(one(NAMES), PLACE);
            case 1 -> new Expression.NumberLiteral(number(), PLACE);
            case 2 -> new Expression.QuantityLiteral(number(), one(List.of(Quantity.values())), PLACE);
            case 3 -> new Expression.TextLiteral(one(TEXTS), PLACE);
            case 4 -> new Expression.BooleanLiteral(random.nextBoolean(), PLACE);
            case 5, 6 -> chain(List.of(ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT), below);
            case 7, 8 ->
                chain(
                        List.of(ArithmeticOperator.MULTIPLY, ArithmeticOperator.DIVIDE, ArithmeticOperator.REMAINDER),
                        below);
            case 9 -> new Expression.Negation(operand(below), PLACE);
            case 10 -> new Expression.Call(one(FUNCTIONS), PLACE, several(0, 3, () -> condition(below)), PLACE);
            default -> aggregate(below);
        };
    }

    private Expression chain(List<ArithmeticOperator> operators, int depth) {
        List<Expression.Step> steps = new ArrayList<>();
        for (Expression operand : several(1, 3, () -> operand(depth))) {
            steps.add(new Expression.Step(one(operators), PLACE, operand));
        }
        return new Expression.Arithmetic(operand(depth), List.copyOf(steps), PLACE);
    }

    private Expression aggregate(int depth) {
        Expression where = random.nextInt(3) == 0 ? condition(depth) : null;
        List<Expression.Name> by = random.nextInt(3) > 0 ? null : names();
        long over = 1 + (random.nextBoolean() ? random.nextInt(100) * 60_000L : random.nextInt(2_000_000_000));
        long offset = random.nextBoolean() ? 0 : random.nextInt(1_000_000_000);
        return new Expression.Aggregate(
                one(List.of("avg", "count", "p99", "quantile", "foo")),
                PLACE,
                several(1, 2, () -> condition(depth)),
                where,
                over,
                offset,
                by,
                PLACE,
                PLACE);
    }

    private List<Expression.Name> names() {
        List<Expression.Name> names = new ArrayList<>();
        for (Expression ignored : several(1, 3, () -> new Expression.Name("x", PLACE))) {
            names.add(new Expression.Name(one(NAMES), PLACE));
        }
        return List.copyOf(names);
    }

    /** Never negative: a minus is an operator. */
    private double number() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(10);
            case 1 -> random.nextInt(100_000) / 100.0;
            case 2 -> random.nextInt(1000) * 1024.0;
            case 3 -> random.nextInt(1000) * 60_000.0;
            case 4 -> random.nextDouble();
            default -> {
                double any = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
                yield Double.isFinite(any) ? any : 0;
            }
        };
    }
}

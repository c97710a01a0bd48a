package io.watchfire.dsl.parser;

import io.watchfire.dsl.Span;
import io.watchfire.dsl.grammar.ExpressionGrammar;
import io.watchfire.dsl.grammar.ExpressionLexer;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import io.watchfire.dsl.syntax.ComparisonOperator;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.PatternKind;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Turns the generated parser's tree into ours, and tells what the grammar lets pass and the language does not. */
final class TreeBuilder {
    private final Tokens tokens;
    private final Places places;

    TreeBuilder(Tokens tokens, Places places) {
        this.tokens = tokens;
        this.places = places;
    }

    private Span span(ParserRuleContext context) {
        return places.span(context.getStart(), context.getStop());
    }

    Expression build(ExpressionGrammar.ExpressionContext context) {
        List<Expression> operands = new ArrayList<>();
        for (ExpressionGrammar.ConjunctionContext operand : context.conjunction()) {
            operands.add(build(operand));
        }
        return operands.size() == 1 ? operands.get(0) : new Expression.Or(List.copyOf(operands), span(context));
    }

    private Expression build(ExpressionGrammar.ConjunctionContext context) {
        List<Expression> operands = new ArrayList<>();
        for (ExpressionGrammar.NegationContext operand : context.negation()) {
            operands.add(build(operand));
        }
        return operands.size() == 1 ? operands.get(0) : new Expression.And(List.copyOf(operands), span(context));
    }

    private Expression build(ExpressionGrammar.NegationContext context) {
        if (context instanceof ExpressionGrammar.NotContext not) {
            return new Expression.Not(build(not.negation()), span(not));
        }
        return build(((ExpressionGrammar.PlainContext) context).predicate());
    }

    private Expression build(ExpressionGrammar.PredicateContext context) {
        Expression value = build(context.sum());
        ExpressionGrammar.TestContext test = context.test();
        Span span = span(context);
        if (test instanceof ExpressionGrammar.ComparisonContext comparison) {
            Token operator = comparison.comparisonOperator().getStart();
            return new Expression.Comparison(
                    value, comparison(operator), places.span(operator), build(comparison.sum()), span);
        } else if (test instanceof ExpressionGrammar.MembershipContext membership) {
            List<Expression> elements = new ArrayList<>();
            membership.sum().forEach(element -> elements.add(build(element)));
            Span operator = places.span(membership.getStart(), membership.IN().getSymbol());
            return new Expression.In(value, membership.NOT_WORD() != null, operator, List.copyOf(elements), span);
        } else if (test instanceof ExpressionGrammar.PatternContext pattern) {
            return pattern(value, pattern, span);
        } else if (test instanceof ExpressionGrammar.BetweenContext between) {
            Span operator = places.span(between.getStart(), between.BETWEEN().getSymbol());
            return new Expression.Between(
                    value, between.NOT_WORD() != null, operator, build(between.sum(0)), build(between.sum(1)), span);
        }
        return value;
    }

    private Expression pattern(Expression value, ExpressionGrammar.PatternContext context, Span span) {
        PatternKind kind = context.LIKE() != null ? PatternKind.LIKE : PatternKind.MATCHES;
        Token word = context.LIKE() != null
                ? context.LIKE().getSymbol()
                : context.MATCHES().getSymbol();
        Token text = context.TEXT().getSymbol();
        return new Expression.PatternMatch(
                value,
                context.NOT_WORD() != null,
                kind,
                places.span(context.getStart(), word),
                Escapes.pattern(inner(text), tokens.source(text).charAt(0)),
                places.span(text),
                span);
    }

    private static ComparisonOperator comparison(Token token) {
        return switch (token.getType()) {
            case ExpressionLexer.EQUAL -> ComparisonOperator.EQUAL;
            case ExpressionLexer.NOT_EQUAL -> ComparisonOperator.NOT_EQUAL;
            case ExpressionLexer.LESS -> ComparisonOperator.LESS;
            case ExpressionLexer.LESS_OR_EQUAL -> ComparisonOperator.LESS_OR_EQUAL;
            case ExpressionLexer.GREATER -> ComparisonOperator.GREATER;
            default -> ComparisonOperator.GREATER_OR_EQUAL;
        };
    }

    private Expression build(ExpressionGrammar.SumContext context) {
        List<Expression> operands = new ArrayList<>();
        context.product().forEach(operand -> operands.add(build(operand)));
        return chain(operands, context.sumOperator(), span(context));
    }

    private Expression build(ExpressionGrammar.ProductContext context) {
        List<Expression> operands = new ArrayList<>();
        context.unary().forEach(operand -> operands.add(build(operand)));
        return chain(operands, context.productOperator(), span(context));
    }

    private Expression chain(List<Expression> operands, List<? extends ParserRuleContext> operators, Span span) {
        List<Expression.Step> steps = new ArrayList<>();
        for (int i = 0; i < operators.size(); i++) {
            Token operator = operators.get(i).getStart();
            steps.add(new Expression.Step(arithmetic(operator), places.span(operator), operands.get(i + 1)));
        }
        return steps.isEmpty() ? operands.get(0) : new Expression.Arithmetic(operands.get(0), List.copyOf(steps), span);
    }

    private static ArithmeticOperator arithmetic(Token token) {
        return switch (token.getType()) {
            case ExpressionLexer.PLUS -> ArithmeticOperator.ADD;
            case ExpressionLexer.MINUS -> ArithmeticOperator.SUBTRACT;
            case ExpressionLexer.TIMES -> ArithmeticOperator.MULTIPLY;
            case ExpressionLexer.DIVIDE -> ArithmeticOperator.DIVIDE;
            default -> ArithmeticOperator.REMAINDER;
        };
    }

    private Expression build(ExpressionGrammar.UnaryContext context) {
        if (context instanceof ExpressionGrammar.MinusContext minus) {
            return new Expression.Negation(build(minus.unary()), span(minus));
        }
        return build(((ExpressionGrammar.OperandContext) context).primary());
    }

    private Expression build(ExpressionGrammar.PrimaryContext context) {
        Token token = context.getStart();
        Span span = span(context);
        if (context instanceof ExpressionGrammar.NumberContext) {
            NumberText.Good number = tokens.number(token);
            return number.quantity() == null
                    ? new Expression.NumberLiteral(number.value(), span)
                    : new Expression.QuantityLiteral(number.value(), number.quantity(), span);
        } else if (context instanceof ExpressionGrammar.TextContext) {
            return new Expression.TextLiteral(Escapes.decode(inner(token)), span);
        } else if (context instanceof ExpressionGrammar.TruthContext) {
            return new Expression.BooleanLiteral(token.getType() == ExpressionLexer.TRUE, span);
        } else if (context instanceof ExpressionGrammar.CallContext call) {
            return call(call, span);
        } else if (context instanceof ExpressionGrammar.ReferenceContext reference) {
            return name(reference.name());
        } else if (context instanceof ExpressionGrammar.BracketsContext brackets) {
            return build(brackets.expression());
        }
        // A null has been reported already; nothing is made of this tree.
        return new Expression.BooleanLiteral(false, span);
    }

    private Expression.Name name(ExpressionGrammar.NameContext context) {
        Token token = context.getStart();
        String source = tokens.source(token);
        String name = token.getType() == ExpressionLexer.QUOTED_NAME ? QuotedName.of(source) : source;
        return new Expression.Name(KnownNames.of(name), places.span(token));
    }

    private Expression call(ExpressionGrammar.CallContext context, Span span) {
        Token token = context.function().getStart();
        String function = tokens.source(token);
        Span functionSpan = places.span(token);
        List<Expression> arguments = new ArrayList<>();
        List<ExpressionGrammar.ExpressionContext> given = context.expression();
        boolean filtered = context.WHERE() != null;
        for (int i = 0; i < given.size() - (filtered ? 1 : 0); i++) {
            arguments.add(build(given.get(i)));
        }
        ExpressionGrammar.WindowContext window = context.window();
        if (window == null && !filtered) {
            if (function.equals("exists")) {
                requireNames(arguments, given);
            }
            return new Expression.Call(function, functionSpan, List.copyOf(arguments), span);
        }
        Expression where = filtered ? build(given.get(given.size() - 1)) : null;
        return aggregate(function, functionSpan, List.copyOf(arguments), where, window, span);
    }

    private Expression aggregate(
            String function,
            Span functionSpan,
            List<Expression> arguments,
            @Nullable Expression where,
            ExpressionGrammar.@Nullable WindowContext window,
            Span span) {
        if (window == null) {
            return new Expression.Aggregate(
                    function, functionSpan, arguments, where, Expression.Aggregate.NO_WINDOW, 0, null, null, span);
        }
        Token over = window.DURATION(0).getSymbol();
        List<Expression.Name> by = window.BY() == null
                ? null
                : window.name().stream().map(this::name).toList();
        long offset = window.OFFSET() == null ? 0 : millis(window.DURATION(1).getSymbol());
        return new Expression.Aggregate(
                function, functionSpan, arguments, where, millis(over), offset, by, places.span(over), span);
    }

    private long millis(Token duration) {
        double millis = tokens.number(duration).value();
        if (millis != Math.rint(millis)) {
            tokens.error(
                    "expected-duration",
                    places.span(duration),
                    "'" + tokens.source(duration) + "' is not a whole number of milliseconds",
                    "durations are written as 500ms, 30s, 5m, 1h30m or 7d");
        }
        return (long) millis;
    }

    private void requireNames(List<Expression> arguments, List<ExpressionGrammar.ExpressionContext> given) {
        for (int i = 0; i < arguments.size(); i++) {
            if (!(arguments.get(i) instanceof Expression.Name)) {
                tokens.error(
                        "expected-name",
                        span(given.get(i)),
                        "exists asks for a name",
                        "whether a value is known is asked with !isNull(..)");
            }
        }
    }

    private String inner(Token text) {
        String source = tokens.source(text);
        boolean closed = source.length() > 1 && source.charAt(source.length() - 1) == source.charAt(0);
        return source.substring(1, closed ? source.length() - 1 : source.length());
    }
}

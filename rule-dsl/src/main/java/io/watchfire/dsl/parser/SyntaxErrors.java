package io.watchfire.dsl.parser;

import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Span;
import io.watchfire.dsl.grammar.ExpressionLexer;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Says what is wrong where the parser could not go on: in terms of the language, not of the grammar. */
final class SyntaxErrors {
    private final Tokens tokens;
    private final List<Token> all;
    private final Places places;
    private final int index;
    private final Token token;
    private final int before;
    private final boolean afterOperand;
    private final Surroundings surroundings;

    private SyntaxErrors(Tokens tokens, Places places, Token token) {
        this.tokens = tokens;
        this.all = tokens.all();
        this.places = places;
        this.index = all.indexOf(token);
        this.token = token;
        this.before = typeAt(index - 1);
        this.surroundings = Surroundings.at(all, index);
        this.afterOperand = index > 0 && Tokens.endsOperand(before) && !isWindowWord(index - 1) && !isWhere(index - 1);
    }

    /** The problem at the token at which the parser stopped; null if it is no more than the echo of one told already. */
    static @Nullable Problem at(Token token, Tokens tokens, Places places) {
        Problem problem = new SyntaxErrors(tokens, places, token).problem();
        if (problem == null || (tokens.isAfterGap(token) && !isUnclosedBracket(problem, tokens))) {
            return null;
        }
        return tokens.isTold(problem.span()) ? null : problem;
    }

    /** Whether a bracket stays open whatever was left out at the end, unless that was meant to close it. */
    private static boolean isUnclosedBracket(Problem problem, Tokens tokens) {
        return problem.code().equals("unclosed-bracket") && !tokens.endsWithOtherBracket();
    }

    private int typeAt(int at) {
        return at >= 0 && at < all.size() ? all.get(at).getType() : Token.EOF;
    }

    private @Nullable Problem problem() {
        int type = token.getType();
        if (type == Token.EOF) {
            return atEnd();
        }
        if (type == ExpressionLexer.COMMA && endsTagList(index - 1)) {
            Token next = all.get(index + 1);
            return next.getType() == Token.EOF ? unexpectedEnd(next, "<tag>") : expectedTag(next);
        }
        if (before == ExpressionLexer.NOT_WORD && index > 1 && Tokens.endsOperand(typeAt(index - 2))) {
            Token not = all.get(index - 1);
            return places.error(
                    "unexpected-token",
                    places.span(not),
                    "expected " + Surroundings.at(all, index - 1).expectedAfterOperand() + ", found 'not'",
                    Habits.notBehindOperand(all, index, tokens));
        }
        if (before == ExpressionLexer.LIKE || before == ExpressionLexer.MATCHES) {
            return places.error(
                    Tokens.beginsOperand(type) ? "pattern-not-constant" : "unexpected-token",
                    places.span(token),
                    "expected <pattern in quotes>, found " + found(),
                    Habits.pattern(tokens.source(all.get(index - 1)), type));
        }
        if (before == ExpressionLexer.WHERE && isWhere(index - 1)) {
            return places.error(
                    "unexpected-token",
                    places.span(token),
                    "expected <expression>, found " + found(),
                    "where is followed by a condition: avg(x where y > 1) over 5m");
        }
        if ((before == ExpressionLexer.OVER || before == ExpressionLexer.OFFSET) && isWindowWord(index - 1)) {
            return places.error(
                    "expected-duration",
                    places.span(token),
                    "expected <duration> after " + tokens.source(all.get(index - 1)) + ", found " + found(),
                    "durations are written as 30s, 5m, 1h30m or 7d");
        }
        if (isWindowWord(index - 1)) {
            return expectedTag(token);
        }
        if (type == ExpressionLexer.CLOSE
                && before == ExpressionLexer.OPEN
                && surroundings.bracket() == Surroundings.Bracket.LIST) {
            return places.error("empty-list", places.span(token), "a list has to hold a value", null);
        }
        if (afterOperand && Surroundings.isTest(all, index)) {
            return test();
        }
        String expected = afterOperand ? surroundings.expectedAfterOperand() : expectedOperand();
        return places.error(
                "unexpected-token",
                places.span(token),
                "expected " + expected + ", found " + found(),
                Habits.help(all, index, tokens, surroundings));
    }

    /** A second comparison, or one where only a value can stand. */
    private Problem test() {
        int last = token.getType() == ExpressionLexer.NOT_WORD ? index + 1 : index;
        Span span = places.span(token, all.get(last));
        if (surroundings.bracket() == Surroundings.Bracket.LIST || surroundings.awaitsAnd()) {
            return places.error(
                    "unexpected-token",
                    span,
                    "expected " + surroundings.expectedAfterOperand() + ", found " + found(),
                    "a comparison that is compared itself stands in brackets");
        }
        return places.error(
                "chained-comparison",
                span,
                "comparisons do not follow each other",
                "join two comparisons with &&, as in 1 < x && x < 5; or set brackets");
    }

    private String expectedOperand() {
        boolean emptyCall = before == ExpressionLexer.OPEN && surroundings.bracket() == Surroundings.Bracket.CALL;
        return before == ExpressionLexer.IN ? "'('" : emptyCall ? "<expression> or ')'" : "<expression>";
    }

    private String found() {
        return found(token);
    }

    private String found(Token at) {
        String source = tokens.source(at);
        return at.getType() == ExpressionLexer.TEXT ? source : "'" + source + "'";
    }

    private Problem expectedTag(Token at) {
        return places.error(
                "expected-name",
                places.span(at),
                "expected <tag>, found " + found(at),
                "by is followed by the names of tags: by okindName, oname");
    }

    private @Nullable Problem atEnd() {
        if (tokens.isUnclosed()) {
            return null;
        }
        Token open = surroundings.open();
        if (afterOperand && open != null) {
            return places.error("unclosed-bracket", places.span(open), "this bracket is not closed", "close it with )");
        }
        if (index == 0) {
            return places.error(
                    "empty-expression",
                    new Span(0, 0),
                    "the expression is empty",
                    "write a condition, such as resp_time >= 2000");
        }
        return unexpectedEnd(token, expectedAtEnd());
    }

    private Problem unexpectedEnd(Token end, String expected) {
        return places.error(
                "unexpected-end",
                places.span(end),
                "expected " + expected + ", found the end",
                Habits.atEnd(all, index, tokens));
    }

    private String expectedAtEnd() {
        if (afterOperand) {
            return surroundings.expectedAfterOperand();
        }
        return switch (before) {
            case ExpressionLexer.LIKE, ExpressionLexer.MATCHES -> "<pattern in quotes>";
            case ExpressionLexer.OVER, ExpressionLexer.OFFSET -> "<duration>";
            case ExpressionLexer.BY -> "<tag>";
            case ExpressionLexer.IN -> "'('";
            case ExpressionLexer.NOT_WORD ->
                Tokens.endsOperand(typeAt(index - 2)) ? "in, like, matches or between" : "<expression>";
            default -> "<expression>";
        };
    }

    /** Whether the token is the last of the tags behind a {@code by}. */
    private boolean endsTagList(int last) {
        int at = last;
        while (at > 1 && typeAt(at - 1) == ExpressionLexer.COMMA) {
            at -= 2;
        }
        return at > 0 && typeAt(at - 1) == ExpressionLexer.BY && isWindowWord(at - 1);
    }

    /** Whether a soft word stands where it goes on after a call: behind a bracket or a duration, or a tag for {@code by}. */
    private boolean isWindowWord(int at) {
        int type = typeAt(at);
        int previous = typeAt(at - 1);
        return (type == ExpressionLexer.OVER || type == ExpressionLexer.OFFSET || type == ExpressionLexer.BY)
                && (previous == ExpressionLexer.CLOSE || previous == ExpressionLexer.DURATION);
    }

    /** Whether a {@code where} stands behind an argument. */
    private boolean isWhere(int at) {
        return typeAt(at) == ExpressionLexer.WHERE
                && Tokens.endsOperand(typeAt(at - 1))
                && surroundings.bracket() == Surroundings.Bracket.CALL;
    }
}

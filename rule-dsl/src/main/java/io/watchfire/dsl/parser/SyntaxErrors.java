package io.watchfire.dsl.parser;

import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Span;
import io.watchfire.dsl.grammar.ExpressionLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Says what is wrong where the parser could not go on: in terms of the language, not of the grammar. */
final class SyntaxErrors {
    private static final Set<Integer> TESTS = Set.of(
            ExpressionLexer.EQUAL,
            ExpressionLexer.NOT_EQUAL,
            ExpressionLexer.LESS,
            ExpressionLexer.LESS_OR_EQUAL,
            ExpressionLexer.GREATER,
            ExpressionLexer.GREATER_OR_EQUAL,
            ExpressionLexer.IN,
            ExpressionLexer.LIKE,
            ExpressionLexer.MATCHES,
            ExpressionLexer.BETWEEN);

    /** Words of other languages, and what they are here. */
    private static final Map<String, String> HABITS = Map.ofEntries(
            Map.entry("and", "and is written && or and, in small letters"),
            Map.entry("or", "or is written || or or, in small letters"),
            Map.entry("not", "not is written ! or not, in small letters"),
            Map.entry("like", "like is written in small letters; * is any run, ? is one character"),
            Map.entry("in", "in is written in small letters"),
            Map.entry("between", "between is written in small letters"),
            Map.entry("matches", "matches is written in small letters"),
            Map.entry("is", "missing values are asked for with isNull(x) and exists(x)"),
            Map.entry("regexp", "regular expressions are written: x matches 'a.*'"),
            Map.entry("rlike", "regular expressions are written: x matches 'a.*'"));

    private final Tokens tokens;
    private final Places places;

    SyntaxErrors(Tokens tokens, Places places) {
        this.tokens = tokens;
        this.places = places;
    }

    /** The problem at the token at which the parser stopped; null if it is no more than the echo of one told already. */
    @Nullable
    Problem at(Token token) {
        List<Token> all = tokens.all();
        int index = all.indexOf(token);
        if (tokens.isAfterGap(token)) {
            return null;
        }
        int before = index > 0 ? all.get(index - 1).getType() : Token.EOF;
        boolean afterOperand = index > 0 && Tokens.endsOperand(before);
        int type = token.getType();
        if (type == Token.EOF) {
            return atEnd(token, afterOperand, index);
        }
        if (type == ExpressionLexer.COMMA && endsTagList(index - 1)) {
            Token next = all.get(index + 1);
            return next.getType() == Token.EOF ? atEnd(next, false, index + 1) : expectedTag(next);
        }
        if (before == ExpressionLexer.NOT_WORD
                && index > 1
                && Tokens.endsOperand(all.get(index - 2).getType())) {
            Token not = all.get(index - 1);
            return places.error(
                    "unexpected-token",
                    places.span(not),
                    unexpected(not, true),
                    "not stands before in, like, matches and between, or before a whole condition");
        }
        Span span = places.span(token);
        if (before == ExpressionLexer.LIKE || before == ExpressionLexer.MATCHES) {
            return places.error(
                    "pattern-not-constant",
                    span,
                    "the pattern after " + tokens.source(all.get(index - 1)) + " has to be a text in quotes",
                    "write it as 'btf-*'");
        }
        if ((before == ExpressionLexer.OVER || before == ExpressionLexer.OFFSET) && isWindowWord(index - 1)) {
            return places.error(
                    "expected-duration",
                    span,
                    "a duration has to follow " + tokens.source(all.get(index - 1)),
                    "durations are written as 30s, 5m, 1h30m or 7d");
        }
        if (before == ExpressionLexer.BY && isWindowWord(index - 1)) {
            return expectedTag(token);
        }
        if (type == ExpressionLexer.CLOSE
                && before == ExpressionLexer.OPEN
                && index > 1
                && all.get(index - 2).getType() == ExpressionLexer.IN) {
            return places.error("empty-list", span, "a list has to hold a value", null);
        }
        if (afterOperand && isTest(index)) {
            Span whole = type == ExpressionLexer.NOT_WORD ? places.span(token, all.get(index + 1)) : span;
            return places.error(
                    "chained-comparison",
                    whole,
                    "comparisons do not follow each other",
                    "join two comparisons with &&, as in 1 < x && x < 5; or set brackets");
        }
        return places.error(
                "unexpected-token", span, unexpected(token, afterOperand), help(token, index, afterOperand));
    }

    private Problem expectedTag(Token token) {
        return places.error("expected-name", places.span(token), "the name of a tag has to stand here", null);
    }

    /** Whether the token is the last of the tags behind a {@code by}. */
    private boolean endsTagList(int index) {
        int at = index;
        while (at > 1 && tokens.all().get(at - 1).getType() == ExpressionLexer.COMMA) {
            at -= 2;
        }
        return at > 0 && tokens.all().get(at - 1).getType() == ExpressionLexer.BY && isWindowWord(at - 1);
    }

    private @Nullable Problem atEnd(Token end, boolean afterOperand, int index) {
        if (tokens.isUnclosed()) {
            return null;
        }
        Token open = unclosed();
        if (afterOperand && open != null) {
            return places.error("unclosed-bracket", places.span(open), "this bracket is not closed", "close it with )");
        }
        if (index == 0) {
            return places.error("empty-expression", new Span(0, 0), "the expression is empty", null);
        }
        return places.error(
                "unexpected-end", places.span(end), "the expression ends where something has to follow", null);
    }

    /** The innermost bracket that is open at the end. */
    private @Nullable Token unclosed() {
        Deque<Token> open = new ArrayDeque<>();
        for (Token token : tokens.all()) {
            if (token.getType() == ExpressionLexer.OPEN) {
                open.push(token);
            } else if (token.getType() == ExpressionLexer.CLOSE) {
                open.poll();
            }
        }
        return open.peek();
    }

    /** Whether a soft word stands where it goes on after a call: behind a bracket or a duration, or a tag for {@code by}. */
    private boolean isWindowWord(int index) {
        int before = index > 0 ? tokens.all().get(index - 1).getType() : Token.EOF;
        return before == ExpressionLexer.CLOSE || before == ExpressionLexer.DURATION;
    }

    private boolean isTest(int index) {
        int type = tokens.all().get(index).getType();
        return TESTS.contains(type)
                || (type == ExpressionLexer.NOT_WORD
                        && TESTS.contains(tokens.all().get(index + 1).getType()));
    }

    private String unexpected(Token token, boolean afterOperand) {
        String what = "'" + tokens.source(token) + "' cannot stand here";
        return what + (afterOperand ? "; an operator or the end was expected" : "; a value was expected");
    }

    private @Nullable String help(Token token, int index, boolean afterOperand) {
        String word = tokens.source(token).toLowerCase(Locale.ROOT);
        if (token.getType() == ExpressionLexer.NAME && HABITS.containsKey(word)) {
            return HABITS.get(word);
        }
        if (token.getType() == ExpressionLexer.GREATER
                && index > 0
                && tokens.all().get(index - 1).getType() == ExpressionLexer.LESS) {
            return "not equal is written !=";
        }
        if (token.getType() == ExpressionLexer.EQUAL && !afterOperand) {
            return "equality is asked with ==, greater or equal with >=";
        }
        if (token.getType() == ExpressionLexer.CLOSE) {
            return afterOperand ? "there is no open bracket that it closes" : null;
        }
        return null;
    }
}

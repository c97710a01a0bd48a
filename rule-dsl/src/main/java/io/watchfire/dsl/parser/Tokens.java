package io.watchfire.dsl.parser;

import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Span;
import io.watchfire.dsl.grammar.ExpressionLexer;
import io.watchfire.dsl.syntax.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one text, made ready for the parser: what is not well formed is reported and put right or left out, so that
 * the parser sees what was meant.
 */
final class Tokens {
    private static final Set<Integer> OPERANDS = Set.of(
            ExpressionLexer.NUMBER,
            ExpressionLexer.TEXT,
            ExpressionLexer.UNCLOSED_TEXT,
            ExpressionLexer.NAME,
            ExpressionLexer.QUOTED_NAME,
            ExpressionLexer.UNCLOSED_NAME,
            ExpressionLexer.TRUE,
            ExpressionLexer.FALSE,
            ExpressionLexer.NULL,
            ExpressionLexer.OVER,
            ExpressionLexer.OFFSET,
            ExpressionLexer.BY,
            ExpressionLexer.WHERE);

    /** Behind a {@code =} that they touch: signs in the wrong order, and what was meant by both. */
    private static final Map<Integer, Integer> TURNED = Map.of(
            ExpressionLexer.GREATER, ExpressionLexer.GREATER_OR_EQUAL,
            ExpressionLexer.LESS, ExpressionLexer.LESS_OR_EQUAL,
            ExpressionLexer.NOT_SIGN, ExpressionLexer.NOT_EQUAL);

    private static final Pattern KEYWORD = Pattern.compile("[0-9](and|or|in|not|like|matches|between)$");

    private static final String UNCLOSED_TEXT = "unclosed-text";
    private static final String UNCLOSED_NAME = "unclosed-name";

    private final String text;
    private final Places places;
    private final List<Token> tokens = new ArrayList<>();
    private final Map<Token, NumberText.Good> numbers = new HashMap<>();
    private final LexicalErrors errors;
    private final QuotedParts quoted;

    /** Tokens before which something was left out, so that an error there may be no more than its echo. */
    private final Set<Token> afterGap = new HashSet<>();

    /** Whether the token just read took something with it that was surely meant to stand alone: {@code 5and}, {@code 'a}. */
    private boolean swallows;

    private Tokens(String text, Places places) {
        this.text = text;
        this.places = places;
        this.errors = new LexicalErrors(places);
        this.quoted = new QuotedParts(text, errors);
    }

    static Tokens of(String text, Places places) {
        Tokens tokens = new Tokens(text, places);
        ExpressionLexer lexer = new ExpressionLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        List<Token> raw = new ArrayList<>();
        for (Token token = lexer.nextToken(); ; token = lexer.nextToken()) {
            raw.add(token);
            if (token.getType() == Token.EOF) {
                break;
            }
        }
        tokens.read(raw);
        return tokens;
    }

    /** All tokens, the last is the end of the text. */
    List<Token> all() {
        return tokens;
    }

    List<Problem> problems() {
        return errors.all();
    }

    /** Tells of a mistake that the tree shows; nothing more of a place of which something is told already. */
    void error(String code, Span span, String message, @Nullable String help) {
        if (!isTold(span)) {
            errors.add(code, span, message, help);
        }
    }

    /** Whether a mistake is told that begins where that place does. */
    boolean isTold(Span span) {
        return problems().stream().anyMatch(told -> told.span().start() == span.start());
    }

    boolean isAfterGap(Token token) {
        return afterGap.contains(token);
    }

    /** The value of a number's token. */
    NumberText.Good number(Token token) {
        NumberText.Good number = numbers.get(token);
        return number == null ? new NumberText.Good(0, null) : number;
    }

    private void read(List<Token> raw) {
        boolean gap = false;
        for (int i = 0; i < raw.size(); i++) {
            CommonToken token = (CommonToken) raw.get(i);
            Token next = i + 1 < raw.size() ? raw.get(i + 1) : token;
            boolean kept = true;
            switch (token.getType()) {
                case ExpressionLexer.OTHER -> {
                    int close = closingQuote(raw, i);
                    kept = other(token);
                    if (close > i) {
                        other((CommonToken) raw.get(close));
                        token.setType(ExpressionLexer.TEXT);
                        token.setStopIndex(raw.get(close).getStopIndex());
                        kept = true;
                        i = close;
                    }
                }
                case ExpressionLexer.NUMBER -> {
                    if (isPercentage(token, next, raw.get(Math.min(i + 2, raw.size() - 1)))) {
                        token.setStopIndex(next.getStopIndex());
                        i++;
                    }
                    number(token);
                }
                case ExpressionLexer.TEXT -> {
                    boolean pattern = !tokens.isEmpty() && isPatternWord(tokens.get(tokens.size() - 1));
                    quoted.checkText(places.span(token), pattern);
                }
                case ExpressionLexer.UNCLOSED_TEXT -> {
                    errors.add(
                            UNCLOSED_TEXT,
                            first(token),
                            "this text is not closed on its line",
                            "close it with the quote it began with: "
                                    + source(token).charAt(0));
                    token.setType(ExpressionLexer.TEXT);
                    swallows = true;
                }
                case ExpressionLexer.QUOTED_NAME -> quoted.checkName(places.span(token));
                case ExpressionLexer.UNCLOSED_NAME -> {
                    String close = source(token).startsWith("`") ? "`" : "}";
                    errors.add(
                            UNCLOSED_NAME,
                            first(token),
                            "this name is not closed on its line",
                            "close it with " + close);
                    token.setType(ExpressionLexer.QUOTED_NAME);
                }
                case ExpressionLexer.NULL ->
                    errors.add(
                            "null-literal",
                            places.span(token),
                            "there is no null",
                            "whether a value is missing is asked with isNull(x), whether it is there with exists(x)");
                case ExpressionLexer.SINGLE_EQUALS -> {
                    boolean touched = next.getStartIndex() == token.getStopIndex() + 1;
                    boolean turned = touched && TURNED.containsKey(next.getType());
                    errors.add(
                            "single-equals",
                            places.span(token),
                            "'=' is no operator",
                            Characters.helpForEquals(touched ? source(next) : ""));
                    token.setType(turned ? TURNED.getOrDefault(next.getType(), next.getType()) : ExpressionLexer.EQUAL);
                    i += turned ? 1 : 0;
                }
                default -> {}
            }
            if (kept) {
                tokens.add(token);
                if (gap) {
                    afterGap.add(token);
                }
                gap = swallows;
                swallows = false;
            } else {
                gap = true;
            }
        }
    }

    /** A character of no use here; true if it is kept as the operator that was surely meant. */
    private boolean other(CommonToken token) {
        int c = source(token).codePointAt(0);
        if (QuotedParts.isControl(c)) {
            quoted.control(places.span(token), c);
            return false;
        }
        errors.add(
                "unexpected-character",
                places.span(token),
                "the character " + Characters.show(c) + " has no meaning here",
                Characters.help(c, text, places.span(token).end()));
        if (c == '&' || c == '|') {
            token.setType(c == '&' ? ExpressionLexer.AND_SIGN : ExpressionLexer.OR_SIGN);
            return true;
        }
        return false;
    }

    /** {@code 90%}: the sign touches a number on its left and no operand on its right. */
    private boolean isPercentage(Token number, Token sign, Token following) {
        boolean operand = OPERANDS.contains(following.getType()) || following.getType() == ExpressionLexer.OPEN;
        return sign.getType() == ExpressionLexer.PERCENT
                && sign.getStartIndex() == number.getStopIndex() + 1
                && !(operand && following.getStartIndex() == sign.getStopIndex() + 1);
    }

    private void number(CommonToken token) {
        String source = source(token);
        boolean percentage = source.endsWith("%");
        NumberText read = NumberText.of(percentage ? source.substring(0, source.length() - 1) : source);
        if (read instanceof NumberText.Bad bad) {
            errors.add(bad.code(), places.span(token), bad.message(), bad.help());
            swallows =
                    bad.code().equals("unknown-unit") && KEYWORD.matcher(source).find();
            if ("bad-duration".equals(bad.code()) || "unknown-unit".equals(bad.code())) {
                token.setType(ExpressionLexer.DURATION);
            }
        } else if (read instanceof NumberText.Good good) {
            if (percentage && good.quantity() == null) {
                good = new NumberText.Good(good.value(), Quantity.PERCENT);
                token.setType(ExpressionLexer.PERCENTAGE);
            } else if (percentage) {
                errors.add("unknown-unit", places.span(token), "'" + source + "' has two units", null);
            } else if (good.quantity() == Quantity.DURATION) {
                token.setType(ExpressionLexer.DURATION);
            }
            numbers.put(token, good);
        }
    }

    private static boolean isPatternWord(Token token) {
        return token.getType() == ExpressionLexer.LIKE || token.getType() == ExpressionLexer.MATCHES;
    }

    private Span first(Token token) {
        return new Span(places.start(token), places.start(token) + 1);
    }

    /** The text of a token as it was written. */
    String source(Token token) {
        Span span = places.span(token);
        return text.substring(span.start(), span.end());
    }

    /** Whether the last mistake is a bracket that is none here: {@code ]}, {@code }}, a full-width one. */
    boolean endsWithOtherBracket() {
        int last = problems().get(problems().size() - 1).span().start();
        return Character.getType(text.codePointAt(last)) == Character.END_PUNCTUATION;
    }

    /** Whether something was not closed, so that it may have swallowed what is missed at the end. */
    boolean isUnclosed() {
        return errors.told(UNCLOSED_TEXT) || errors.told(UNCLOSED_NAME);
    }

    /** Where the text in curly quotes ends that begins at a token; -1 if none does. */
    private int closingQuote(List<Token> raw, int open) {
        if (!isCurlyQuote(raw.get(open))) {
            return -1;
        }
        for (int i = open + 1;
                i < raw.size() && raw.get(i).getLine() == raw.get(open).getLine();
                i++) {
            if (isCurlyQuote(raw.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private boolean isCurlyQuote(Token token) {
        return token.getType() == ExpressionLexer.OTHER && "\u2018\u2019\u201c\u201d".contains(source(token));
    }

    /** Whether an operand may begin with that token. */
    static boolean beginsOperand(int type) {
        return type == ExpressionLexer.OPEN
                || type == ExpressionLexer.MINUS
                || (type != ExpressionLexer.CLOSE && endsOperand(type));
    }

    /** Whether an operand may end with that token. */
    static boolean endsOperand(int type) {
        return type == ExpressionLexer.CLOSE
                || type == ExpressionLexer.DURATION
                || type == ExpressionLexer.PERCENTAGE
                || OPERANDS.contains(type);
    }
}

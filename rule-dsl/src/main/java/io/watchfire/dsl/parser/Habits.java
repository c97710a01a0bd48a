package io.watchfire.dsl.parser;

import static java.util.Map.entry;

import io.watchfire.dsl.grammar.ExpressionLexer;
import io.watchfire.dsl.syntax.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** What people write who come from another language, and how it is said here. */
final class Habits {
    private static final String COMMENT = "an expression holds no comments; say it in the rule's name";
    private static final String MISSING = "missing values are asked for with isNull(x) and exists(x)";
    private static final String CHOICE = "a choice is written if(condition, value, otherwise), or decode(..)";
    private static final String WINDOW =
            "a window stands behind the call, in this order: avg(x where y > 1) over 5m offset 7d by oname";

    /** Words behind an operand or before a whole condition. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            entry("and", "and is written && or and, in small letters"),
            entry("or", "or is written || or or, in small letters"),
            entry("not", "not is written ! or not, in small letters"),
            entry("like", "like is written in small letters; * is any run, ? is one character"),
            entry("in", "in is written in small letters: x in (1, 2)"),
            entry("between", "between is written in small letters: x between 1 and 5"),
            entry("matches", "matches is written in small letters"),
            entry("is", MISSING),
            entry("isnull", MISSING),
            entry("exists", MISSING),
            entry("ilike", "case counts in like; write lower(x) like 'a*'"),
            entry("regexp", "regular expressions are written x matches 'a.*'"),
            entry("rlike", "regular expressions are written x matches 'a.*'"),
            entry("similar", "regular expressions are written x matches 'a.*'"),
            entry("contains", "contains is a function: contains(x, 'text')"),
            entry("includes", "write contains(x, 'text')"),
            entry("has", "write contains(x, 'text')"),
            entry("starts", "startsWith is a function: startsWith(x, 'text')"),
            entry("ends", "endsWith is a function: endsWith(x, 'text')"),
            entry("startswith", "startsWith is a function: startsWith(x, 'text')"),
            entry("endswith", "endsWith is a function: endsWith(x, 'text')"),
            entry("equals", "equality is asked with =="),
            entry("eq", "equality is asked with =="),
            entry("ne", "not equal is written !="),
            entry("gt", "greater is written >"),
            entry("ge", "greater or equal is written >="),
            entry("lt", "less is written <"),
            entry("le", "less or equal is written <="),
            entry("mod", "the remainder is written %"),
            entry("div", "division is written /"),
            entry("xor", "one of two conditions, not both: (a) != (b)"),
            entry("unless", "write a && !(b)"),
            entry("if", CHOICE),
            entry("then", CHOICE),
            entry("else", CHOICE),
            entry("when", CHOICE),
            entry("over", WINDOW),
            entry("offset", WINDOW),
            entry("by", WINDOW),
            entry("where", WINDOW),
            entry("for", "how long a condition has to hold is said by the rule's key \"for\""));

    /** Words of the language that were surely meant as names. */
    private static final Set<Integer> RESERVED = Set.of(
            ExpressionLexer.LIKE,
            ExpressionLexer.MATCHES,
            ExpressionLexer.BETWEEN,
            ExpressionLexer.IN,
            ExpressionLexer.NOT_WORD);

    private final List<Token> all;
    private final int index;
    private final Tokens tokens;
    private final Surroundings surroundings;
    private final boolean afterOperand;

    private Habits(List<Token> all, int index, Tokens tokens, Surroundings surroundings) {
        this.all = all;
        this.index = index;
        this.tokens = tokens;
        this.surroundings = surroundings;
        this.afterOperand = index > 0 && Tokens.endsOperand(type(index - 1));
    }

    /** What to do about a token that cannot stand where it does; null if nothing comes to mind. */
    static @Nullable String help(List<Token> all, int index, Tokens tokens, Surroundings surroundings) {
        Habits habits = new Habits(all, index, tokens, surroundings);
        return habits.afterOperand ? habits.afterOperand() : habits.asOperand();
    }

    /** What to do about something else than a text behind {@code like} or {@code matches}. */
    static String pattern(String word, int type) {
        String example = word + (word.equals("like") ? " 'btf-*'" : " 'btf-.*'");
        return type == ExpressionLexer.OPEN
                ? "the pattern stands without brackets; several are joined: x " + example + " || x " + example
                : "the pattern is a text in quotes, known before any event: " + example;
    }

    /** What to do about a {@code not} behind an operand, which goes on at an index. */
    static String notBehindOperand(List<Token> all, int index, Tokens tokens) {
        String next = tokens.source(all.get(index)).toLowerCase(Locale.ROOT);
        if (next.equals("null")) {
            return MISSING;
        }
        return WORDS.containsKey(next) && all.get(index).getType() == ExpressionLexer.NAME
                ? WORDS.get(next)
                : "not stands before in, like, matches and between, or before a whole condition";
    }

    /** What to do about a text that ends too early. */
    static @Nullable String atEnd(List<Token> all, int index, Tokens tokens) {
        Habits habits = new Habits(all, index, tokens, Surroundings.at(all, index));
        if (habits.type(index - 1) == ExpressionLexer.PERCENT && habits.type(index - 2) == ExpressionLexer.NUMBER) {
            return "percent touches its number: " + tokens.source(all.get(index - 2)) + "%";
        }
        return habits.surroundings.awaitsAnd() ? "between takes two ends: x between 1 and 5" : null;
    }

    private int type(int at) {
        return at >= 0 && at < all.size() ? all.get(at).getType() : Token.EOF;
    }

    private String source(int at) {
        return tokens.source(all.get(at));
    }

    private boolean touches(int at) {
        return at > 0 && all.get(at - 1).getStopIndex() + 1 == all.get(at).getStartIndex();
    }

    private @Nullable String afterOperand() {
        int before = type(index - 1);
        String word = source(index).toLowerCase(Locale.ROOT);
        if (surroundings.awaitsAnd()) {
            return "between takes the word and: x between 1 and 5";
        }
        if (type(index) == ExpressionLexer.NAME
                && Unit.ofWord(source(index)).isPresent()
                && before == ExpressionLexer.NUMBER) {
            return "a unit touches its number: " + source(index - 1) + source(index);
        }
        if (before == ExpressionLexer.NAME && type(index) != ExpressionLexer.OPEN) {
            String function = source(index - 1).toLowerCase(Locale.ROOT);
            if (function.equals("not") || function.equals("if")) {
                return WORDS.get(function);
            }
            if (function.equals("exists") || function.equals("isnull")) {
                return "arguments stand in brackets: " + source(index - 1) + "(" + source(index) + ")";
            }
        }
        String minutes = source(index).matches("(?i)min(ute)?s?") ? "m" : word.matches("sec(ond)?s?") ? "s" : "";
        if (before == ExpressionLexer.NUMBER && !minutes.isEmpty()) {
            return "a unit touches its number: " + source(index - 1) + minutes;
        }
        if (isWord(index) && WORDS.containsKey(word)) {
            return WORDS.get(word);
        }
        if (surroundings.bracket() == Surroundings.Bracket.LIST) {
            return "the values of a list are separated by commas: in (1, 2)";
        }
        return switch (type(index)) {
            case ExpressionLexer.COMMA -> comma();
            case ExpressionLexer.CLOSE ->
                surroundings.open() == null ? "there is no open bracket that it closes" : null;
            case ExpressionLexer.NOT_SIGN -> "not equal is written !=; not before a whole condition: !(x > 5)";
            case ExpressionLexer.TEXT ->
                before == ExpressionLexer.TEXT && touches(index)
                        ? "a quote inside a text is written \\'"
                        : "set an operator between them, such as ==";
            case ExpressionLexer.OPEN -> "set an operator before the bracket; only functions are called";
            case ExpressionLexer.DURATION ->
                before == ExpressionLexer.DURATION
                        ? "the parts of a duration touch each other: " + source(index - 1) + source(index)
                        : twoOperands();
            case ExpressionLexer.NAME, ExpressionLexer.NUMBER, ExpressionLexer.PERCENTAGE -> twoOperands();
            default -> null;
        };
    }

    private boolean isWord(int at) {
        int type = type(at);
        return type == ExpressionLexer.NAME
                || type == ExpressionLexer.OVER
                || type == ExpressionLexer.OFFSET
                || type == ExpressionLexer.BY
                || type == ExpressionLexer.WHERE;
    }

    private String comma() {
        boolean thousands = type(index - 1) == ExpressionLexer.NUMBER
                && type(index + 1) == ExpressionLexer.NUMBER
                && source(index + 1).length() == 3;
        return thousands
                ? "digits are grouped with _: " + source(index - 1) + "_" + source(index + 1)
                : "conditions are joined with && or ||";
    }

    /** {@code status == not found}: a text of several words without its quotes, or an operator that is missing. */
    private String twoOperands() {
        int comparison = type(index - 2);
        boolean text = type(index - 1) == ExpressionLexer.NAME
                && (comparison == ExpressionLexer.EQUAL || comparison == ExpressionLexer.NOT_EQUAL);
        if (surroundings.bracket() == Surroundings.Bracket.CALL) {
            return "the arguments of a call are separated by commas";
        }
        return text
                ? "text is written in quotes: '" + source(index - 1) + " " + source(index) + "'"
                : "set an operator between them, such as &&";
    }

    private @Nullable String asOperand() {
        int before = type(index - 1);
        String word = source(index).toLowerCase(Locale.ROOT);
        return switch (type(index)) {
            case ExpressionLexer.GREATER -> before == ExpressionLexer.LESS ? "not equal is written !=" : leftOut();
            case ExpressionLexer.EQUAL ->
                isJunction(before) ? leftOut() : "equality is asked with ==, greater or equal with >=";
            case ExpressionLexer.LESS,
                    ExpressionLexer.LESS_OR_EQUAL,
                    ExpressionLexer.GREATER_OR_EQUAL,
                    ExpressionLexer.NOT_EQUAL -> leftOut();
            case ExpressionLexer.PLUS -> "numbers stand without a plus sign";
            case ExpressionLexer.TIMES ->
                before == ExpressionLexer.TIMES
                        ? "there is no power; multiply instead: x * x"
                        : before == ExpressionLexer.DIVIDE && touches(index)
                                ? COMMENT
                                : before == ExpressionLexer.OPEN
                                        ? "write count(x) over 5m: x is what is counted"
                                        : null;
            case ExpressionLexer.DIVIDE -> before == ExpressionLexer.DIVIDE && touches(index) ? COMMENT : null;
            case ExpressionLexer.NOT_SIGN, ExpressionLexer.NOT_WORD ->
                "as an operand, not stands in brackets: x == (not y)";
            case ExpressionLexer.CLOSE -> before == ExpressionLexer.COMMA ? "leave out the last comma" : null;
            case ExpressionLexer.IN ->
                type(index + 1) == ExpressionLexer.OPEN && type(index + 2) == ExpressionLexer.NAME
                        ? "write " + source(index + 2) + " in (..)"
                        : reserved();
            case ExpressionLexer.NUMBER, ExpressionLexer.TEXT, ExpressionLexer.NAME, ExpressionLexer.QUOTED_NAME ->
                before == ExpressionLexer.IN
                        ? "a list stands in brackets: in (" + source(index) + ")"
                        : WORDS.get(word);
            default -> RESERVED.contains(type(index)) ? reserved() : null;
        };
    }

    /** {@code a > 5 and < 10}: what is compared is not said a second time. */
    private @Nullable String leftOut() {
        if (!isJunction(type(index - 1))) {
            return null;
        }
        boolean name = type(index - 4) == ExpressionLexer.NAME && Surroundings.isTest(all, index - 3);
        String right = Tokens.beginsOperand(type(index + 1)) ? source(index + 1) : "..";
        return "say again what is compared"
                + (name ? ": " + source(index - 4) + " " + source(index) + " " + right : "");
    }

    private static boolean isJunction(int type) {
        return type == ExpressionLexer.AND_WORD
                || type == ExpressionLexer.AND_SIGN
                || type == ExpressionLexer.OR_WORD
                || type == ExpressionLexer.OR_SIGN;
    }

    private String reserved() {
        return source(index) + " is a word of the language; a name is written `" + source(index) + "`";
    }
}

package io.watchfire.dsl.parser;

import io.watchfire.dsl.grammar.ExpressionLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** In what the parser stands at a token: which bracket is open round it, and what the predicate before it still waits for. */
final class Surroundings {
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

    private final Deque<Level> levels = new ArrayDeque<>();

    /** What a bracket belongs to. */
    enum Bracket {
        NONE,
        GROUP,
        CALL,
        LIST
    }

    private static final class Level {
        final Bracket bracket;
        final @Nullable Token open;
        boolean tested;
        int betweens;

        Level(Bracket bracket, @Nullable Token open) {
            this.bracket = bracket;
            this.open = open;
        }
    }

    private Surroundings() {
        levels.push(new Level(Bracket.NONE, null));
    }

    /** The surroundings of the token at an index; for the number of tokens, those of the end. */
    static Surroundings at(List<Token> tokens, int index) {
        Surroundings surroundings = new Surroundings();
        for (int i = 0; i < index; i++) {
            surroundings.take(tokens, i);
        }
        return surroundings;
    }

    private void take(List<Token> tokens, int index) {
        Level level = levels.element();
        int type = tokens.get(index).getType();
        if (TESTS.contains(type)) {
            level.tested = true;
            level.betweens += type == ExpressionLexer.BETWEEN ? 1 : 0;
        } else if (type == ExpressionLexer.AND_WORD && level.betweens > 0) {
            level.betweens--;
        } else if (type == ExpressionLexer.OPEN) {
            levels.push(new Level(
                    bracket(index == 0 ? Token.EOF : tokens.get(index - 1).getType()), tokens.get(index)));
        } else if (type == ExpressionLexer.CLOSE) {
            if (levels.size() > 1) {
                levels.pop();
            }
        } else if (separates(type)) {
            level.tested = false;
            level.betweens = 0;
        }
    }

    private static boolean separates(int type) {
        return type == ExpressionLexer.AND_SIGN
                || type == ExpressionLexer.AND_WORD
                || type == ExpressionLexer.OR_SIGN
                || type == ExpressionLexer.OR_WORD
                || type == ExpressionLexer.COMMA
                || type == ExpressionLexer.WHERE;
    }

    private static Bracket bracket(int before) {
        return switch (before) {
            case ExpressionLexer.IN -> Bracket.LIST;
            case ExpressionLexer.NAME,
                    ExpressionLexer.OVER,
                    ExpressionLexer.OFFSET,
                    ExpressionLexer.BY,
                    ExpressionLexer.WHERE -> Bracket.CALL;
            default -> Bracket.GROUP;
        };
    }

    /** Whether a word or sign begins a comparison, {@code in}, {@code like}, {@code matches} or {@code between}. */
    static boolean isTest(List<Token> tokens, int index) {
        int type = tokens.get(index).getType();
        return TESTS.contains(type)
                || (type == ExpressionLexer.NOT_WORD
                        && TESTS.contains(tokens.get(index + 1).getType()));
    }

    Bracket bracket() {
        return levels.element().bracket;
    }

    /** The innermost bracket that is open, or null. */
    @Nullable
    Token open() {
        return levels.element().open;
    }

    /** Whether the predicate has its comparison already. */
    boolean isTested() {
        return levels.element().tested;
    }

    /** Whether a {@code between} waits for its {@code and}. */
    boolean awaitsAnd() {
        return levels.element().betweens > 0;
    }

    /** What can stand behind an operand here, in names of things. */
    String expectedAfterOperand() {
        if (awaitsAnd()) {
            return "'and'";
        }
        return switch (bracket()) {
            case LIST -> "',' or ')'";
            case CALL -> "<operator>, ',' or ')'";
            case GROUP -> "<operator> or ')'";
            case NONE -> "<operator> or the end";
        };
    }
}

package io.watchfire.dsl.parser;

import io.watchfire.dsl.grammar.ExpressionLexer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How deep the parser will stand at each token, told before it runs: brackets, calls, {@code not} and unary minus are a
 * level each. A {@code not} goes on to the end of its condition, over all brackets in it; a minus to the end of its operand.
 */
final class Nesting {
    private final Deque<Level> outside = new ArrayDeque<>();
    private Level level = new Level(0);
    private int minuses;
    private boolean afterOperand;

    /** What is open between two brackets. */
    private static final class Level {
        final int base;
        int nots;
        /** How many {@code between} still wait for their {@code and}. */
        int betweens;

        Level(int base) {
            this.base = base;
        }
    }

    /** Takes the next token; how deep it stands. */
    int depthAt(int type) {
        boolean prefix = !afterOperand;
        switch (type) {
            case ExpressionLexer.NOT_WORD, ExpressionLexer.NOT_SIGN -> level.nots += prefix ? 1 : 0;
            case ExpressionLexer.BETWEEN -> level.betweens++;
            case ExpressionLexer.AND_WORD -> {
                if (level.betweens > 0) {
                    level.betweens--;
                } else {
                    level.nots = 0;
                }
            }
            case ExpressionLexer.AND_SIGN, ExpressionLexer.OR_SIGN, ExpressionLexer.OR_WORD, ExpressionLexer.COMMA -> {
                level.nots = 0;
                level.betweens = 0;
            }
            case ExpressionLexer.OPEN -> {
                outside.push(level);
                level = new Level(level.base + level.nots + minuses + 1);
            }
            case ExpressionLexer.CLOSE -> level = outside.isEmpty() ? level : outside.pop();
            default -> {}
        }
        minuses = type == ExpressionLexer.MINUS && prefix ? minuses + 1 : 0;
        afterOperand = Tokens.endsOperand(type);
        return level.base + level.nots + minuses;
    }
}

package io.watchfire.dsl.parser;

import io.watchfire.dsl.Limits;
import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Span;
import io.watchfire.dsl.grammar.ExpressionLexer;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** What {@link Limits} says of a text, told before the parser runs: it recurses. */
final class Bounds {
    private static final String TOO_LONG =
            "split it into several rules; a list of values is shorter than a chain of comparisons";
    private static final String TOO_DEEP = "brackets round a chain of && or || are not needed";

    private final Limits limits;
    private final Places places;

    Bounds(Limits limits, Places places) {
        this.limits = limits;
        this.places = places;
    }

    /** Whether the text is too long. */
    @Nullable
    Problem ofText(String text) {
        if (text.length() <= limits.maxLength()) {
            return null;
        }
        Span beyond = new Span(limits.maxLength(), limits.maxLength());
        return places.error(
                "too-long", beyond, "the expression is longer than " + limits.maxLength() + " characters", TOO_LONG);
    }

    /** Whether its tokens are nested too deeply, or too many of them are operands. */
    @Nullable
    Problem ofTokens(List<Token> tokens) {
        Nesting nesting = new Nesting();
        int terms = 0;
        for (Token token : tokens) {
            int type = token.getType();
            if (nesting.depthAt(type) > limits.maxDepth()) {
                String message = "brackets, calls, not and - are nested deeper than " + limits.maxDepth() + " levels";
                return places.error("too-deep", places.span(token), message, TOO_DEEP);
            }
            boolean term = type != ExpressionLexer.CLOSE && Tokens.endsOperand(type);
            terms += term ? 1 : 0;
            if (terms > limits.maxTerms()) {
                String message = "the expression has more than " + limits.maxTerms() + " names, literals and calls";
                return places.error("too-long", places.span(token), message, TOO_LONG);
            }
        }
        return null;
    }
}

package io.watchfire.dsl.parser;

import io.watchfire.dsl.Limits;
import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Span;
import io.watchfire.dsl.grammar.ExpressionGrammar;
import io.watchfire.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;

/** Parses texts of expressions. Stateless. */
public final class ExpressionParser {
    private static final String TOO_LONG =
            "split it into several rules; a list of values is shorter than a chain of comparisons";
    private static final String TOO_DEEP = "brackets round a chain of && or || are not needed";

    private ExpressionParser() {}

    /**
     * What came of a text.
     *
     * @param tree present if and only if no problem is an error
     * @param problems lexical errors and the first syntax error, in order of their place
     */
    public record Parsed(Optional<Expression> tree, List<Problem> problems) {}

    /** Parses a text; never throws for what it holds. */
    public static Parsed parse(String text, Limits limits) {
        Places places = new Places(text);
        if (text.length() > limits.maxLength()) {
            Span beyond = new Span(limits.maxLength(), limits.maxLength());
            String message = "the expression is longer than " + limits.maxLength() + " characters";
            return failed(places.error("too-long", beyond, message, TOO_LONG));
        }
        Tokens tokens = Tokens.of(text, places);
        Token tooDeep = tokens.tooDeep(limits);
        if (tooDeep != null) {
            String message = "brackets, calls, not and - are nested deeper than " + limits.maxDepth() + " levels";
            return failed(places.error("too-deep", places.span(tooDeep), message, TOO_DEEP));
        }
        Token beyond = tokens.beyondTerms(limits);
        if (beyond != null) {
            String message = "the expression has more than " + limits.maxTerms() + " names, literals and calls";
            return failed(places.error("too-long", places.span(beyond), message, TOO_LONG));
        }
        List<Problem> problems = new ArrayList<>(tokens.problems());
        try {
            ExpressionGrammar.InputContext input = parse(tokens);
            TreeBuilder builder = new TreeBuilder(tokens, places);
            Expression tree = builder.build(input.expression());
            problems.addAll(builder.problems());
            if (problems.isEmpty()) {
                return new Parsed(Optional.of(tree), List.of());
            }
        } catch (Stop e) {
            Problem problem = SyntaxErrors.at(e.at, tokens, places);
            if (problem != null) {
                problems.add(problem);
            }
        }
        problems.sort(Comparator.comparingInt(problem -> problem.span().start()));
        return new Parsed(Optional.empty(), problems);
    }

    private static Parsed failed(Problem problem) {
        return new Parsed(Optional.empty(), List.of(problem));
    }

    /** First with the fast prediction, which is exact but for rare cases; where it fails, with the full one. */
    private static ExpressionGrammar.InputContext parse(Tokens tokens) {
        ExpressionGrammar parser = new ExpressionGrammar(new CommonTokenStream(new ListTokenSource(tokens.all())));
        parser.removeErrorListeners();
        parser.setErrorHandler(new StopAtFirst());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        try {
            return parser.input();
        } catch (Stop e) {
            parser.reset();
            parser.getInterpreter().setPredictionMode(PredictionMode.LL);
            return parser.input();
        }
    }

    /** The parser cannot go on at this token. */
    private static final class Stop extends RuntimeException {
        final transient Token at;

        Stop(Token at) {
            super(null, null, false, false);
            this.at = at;
        }
    }

    /** Nothing is repaired: the first error ends the parse. */
    private static final class StopAtFirst extends DefaultErrorStrategy {
        @Override
        public void recover(Parser parser, RecognitionException e) {
            throw new Stop(e.getOffendingToken());
        }

        @Override
        public Token recoverInline(Parser parser) {
            throw new Stop(parser.getCurrentToken());
        }

        @Override
        public void sync(Parser parser) {}

        @Override
        public void reportError(Parser parser, RecognitionException e) {}
    }
}

package io.watchfire.dsl.parser;

import io.watchfire.dsl.Limits;
import io.watchfire.dsl.Problem;
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
        Bounds bounds = new Bounds(limits, places);
        Problem tooLong = bounds.ofText(text);
        if (tooLong != null) {
            return failed(tooLong);
        }
        Tokens tokens = Tokens.of(text, places);
        Problem beyond = bounds.ofTokens(tokens.all());
        if (beyond != null) {
            return failed(beyond);
        }
        Problem syntax = null;
        try {
            ExpressionGrammar.InputContext input = parse(tokens);
            Expression tree = new TreeBuilder(tokens, places).build(input.expression());
            if (tokens.problems().isEmpty()) {
                return new Parsed(Optional.of(tree), List.of());
            }
        } catch (Stop e) {
            syntax = SyntaxErrors.at(e.at, tokens, places);
        }
        List<Problem> problems = new ArrayList<>(tokens.problems());
        if (syntax != null) {
            problems.add(syntax);
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

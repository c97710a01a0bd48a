package io.watchfire.dsl.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.ExpressionCase;
import io.watchfire.dsl.Limits;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Span;
import io.watchfire.dsl.parser.ExpressionParser;
import io.watchfire.dsl.syntax.Expression;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code parse(format(x)) == x}, for any tree that the parser can make. */
class RoundTripTest {
    private static final int TREES = 20_000;

    @Test
    void aTreeIsParsedBackFromItsCanonicalText() throws ReflectiveOperationException {
        long first = Long.getLong("watchfire.seed", 1);
        int trees = Long.getLong("watchfire.seed") == null ? TREES : 1;
        for (long seed = first; seed < first + trees; seed++) {
            Expression tree = new TreeGenerator(seed).tree();
            String text = Canonical.text(tree);

            Optional<Expression> parsed =
                    ExpressionParser.parse(text, Limits.DEFAULT).tree();

            String hint = "-Dwatchfire.seed=" + seed + ": " + text;
            assertThat(parsed).as(hint).isPresent();
            assertThat(shape(parsed.get())).as(hint).isEqualTo(shape(tree));
            assertThat(Canonical.text(parsed.get())).as(hint).isEqualTo(text);
        }
    }

    static Stream<ExpressionCase> cases() {
        return Stream.of("cases.jsonl", "own-cases.jsonl")
                .flatMap(file -> ExpressionCase.all(file).stream())
                .filter(each -> !each.expectsError());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void soIsTheTreeOfEveryCase(ExpressionCase known) throws ReflectiveOperationException {
        Optional<Expression> tree =
                ExpressionParser.parse(known.text(), Limits.DEFAULT).tree();
        if (tree.isPresent()) {
            String text = Canonical.text(tree.get());

            Optional<Expression> parsed =
                    ExpressionParser.parse(text, Limits.DEFAULT).tree();

            assertThat(parsed).as(text).isPresent();
            assertThat(shape(parsed.get())).isEqualTo(shape(tree.get()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "id==9007199254740993           | id == 9007199254740993",
                "id == 9_007_199_254_740_993    | id == 9_007_199_254_740_993",
                "x in (12345678901234567891 ,1) | x in (12345678901234567891, 1)",
                "id == 9007199254740992         | id == 9007199254740992",
                "id == 1_000                    | id == 1000",
                "id == 1e3                      | id == 1000",
                "id == 9007199254740993.0       | id == 9007199254740992",
                "s > 1e25B                      | s > 1e25B",
                "s > 20PB                       | s > 20PB",
                "s > 1024MiB                    | s > 1GiB",
                "s > 1000000B                   | s > 1MB",
                "s > 1e290PB                    | s > 1e305B",
                "s > 1.5B                       | s > 1.5B",
            })
    void aNumberKeepsItsDigitsAndGetsNoLonger(String written, String laidOut) {
        assertThat(RuleLanguage.standard().format(written)).contains(laidOut);
        assertThat(RuleLanguage.standard().format(laidOut)).contains(laidOut);
    }

    /** All that a tree holds but its places. */
    private static String shape(Object part) throws ReflectiveOperationException {
        if (part instanceof List<?> list) {
            StringBuilder out = new StringBuilder("[");
            for (Object element : list) {
                out.append(shape(element)).append(' ');
            }
            return out.append(']').toString();
        }
        if (!(part instanceof Record) || part instanceof Span) {
            return part instanceof Span ? "" : String.valueOf(part);
        }
        StringBuilder out = new StringBuilder(part.getClass().getSimpleName()).append('(');
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            out.append(shape(component.getAccessor().invoke(part))).append(',');
        }
        return out.append(')').toString();
    }
}

package io.watchfire.dsl.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.Analysis;
import io.watchfire.dsl.FieldType;
import io.watchfire.dsl.Problem;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Schema;
import io.watchfire.dsl.Scope;
import io.watchfire.dsl.ValueType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which kinds of values go together, and what is inferred about names that nobody declared. */
class TypeRulesTest {
    private static Scope declared() {
        Map<String, FieldType> fields = new LinkedHashMap<>();
        fields.put("n", FieldType.ofWord("number").orElseThrow());
        fields.put("t", FieldType.ofWord("text").orElseThrow());
        fields.put("b", FieldType.ofWord("boolean").orElseThrow());
        return Schema.declaring(fields).newScope();
    }

    private static String errors(String text, Scope scope) {
        return RuleLanguage.standard().analyze(text, scope).problems().stream()
                .filter(Problem::isError)
                .map(problem -> problem.code() + " at " + problem.column())
                .collect(Collectors.joining(", "));
    }

    /** A declared number, text and boolean on the left; on the right another. A dot: they go together. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "n == %s                | . | type-mismatch at 3  | type-mismatch at 3",
                "n > %s                 | . | type-mismatch at 3  | type-mismatch at 5",
                "t == %s                | type-mismatch at 3 | . | type-mismatch at 3",
                "t < %s                 | type-mismatch at 3 | . | type-mismatch at 5",
                "b == %s                | type-mismatch at 3 | type-mismatch at 3 | .",
                "b != %s                | type-mismatch at 3 | type-mismatch at 3 | .",
                "n in (1, %s)           | . | type-mismatch at 10 | type-mismatch at 10",
                "t in ('a', %s)         | type-mismatch at 12 | . | type-mismatch at 12",
                "b in (true, %s)        | type-mismatch at 13 | type-mismatch at 13 | .",
                "n between 1 and %s     | . | type-mismatch at 17 | type-mismatch at 17",
                "t between 'a' and %s   | type-mismatch at 19 | . | type-mismatch at 19",
                "n + %s > 1             | . | type-mismatch at 5  | type-mismatch at 5",
                "-%s > 1                | . | type-mismatch at 2  | type-mismatch at 2",
                "not %s                 | type-mismatch at 5 | type-mismatch at 5 | .",
                "b && %s                | type-mismatch at 6 | type-mismatch at 6 | .",
                "%s or b                | type-mismatch at 1 | type-mismatch at 1 | .",
                "%s like 'a*'           | type-mismatch at 1 | . | type-mismatch at 1",
                "%s matches 'a'         | type-mismatch at 1 | . | type-mismatch at 1",
                "abs(%s) > 1            | . | type-mismatch at 5  | type-mismatch at 5",
                "round(%s, 1) > 1       | . | type-mismatch at 7  | type-mismatch at 7",
                "max(1, %s) > 1         | . | type-mismatch at 8  | type-mismatch at 8",
                "length(%s) > 1         | type-mismatch at 8 | . | type-mismatch at 8",
                "lower(%s) == 'a'       | type-mismatch at 7 | . | type-mismatch at 7",
                "contains('a', %s)      | type-mismatch at 15 | . | type-mismatch at 15",
                "substring('a', %s) < 'b'| . | type-mismatch at 16 | type-mismatch at 16",
                "if(%s, 1, 2) > 1       | type-mismatch at 4 | type-mismatch at 4 | .",
                "if(b, 1, %s) > 1       | . | type-mismatch at 10 | type-mismatch at 10",
                "nvl('a', %s) == 'a'    | type-mismatch at 10 | . | type-mismatch at 10",
                "decode(n, %s, 1, 2) > 1| . | type-mismatch at 11 | type-mismatch at 11",
                "isNull(%s)             | . | . | .",
                "exists(%s)             | . | . | .",
                "avg(%s) over 5m > 1    | . | type-mismatch at 5  | type-mismatch at 5",
                "count(%s) over 5m > 1  | . | . | .",
                "distinct(%s) over 5m > 1 | . | . | .",
                "sum(n where %s) over 5m > 1 | type-mismatch at 13 | type-mismatch at 13 | .",
            })
    void eachPlaceTakesItsKind(String template, String number, String text, String condition) {
        assertThat(errors(template.replace("%s", "n"), declared())).isEqualTo(number.replace(".", ""));
        assertThat(errors(template.replace("%s", "t"), declared())).isEqualTo(text.replace(".", ""));
        assertThat(errors(template.replace("%s", "b"), declared())).isEqualTo(condition.replace(".", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "x > 5 | NUMBER",
                "5 < x | NUMBER",
                "x == 'a' | TEXT",
                "x > 'a' | TEXT",
                "x == true | BOOLEAN",
                "x && y > 1 | BOOLEAN",
                "!x | BOOLEAN",
                "x + 1 > y | NUMBER",
                "-x < y | NUMBER",
                "x in (1, 2) | NUMBER",
                "'a' in (x, 'b') | TEXT",
                "x between 1 and y | NUMBER",
                "x like 'a*' | TEXT",
                "abs(x) > y | NUMBER",
                "lower(x) == y | TEXT",
                "if(x, 1, 2) > 1 | BOOLEAN",
                "if(true, x, 2) > 1 | NUMBER",
                "nvl(x, 'a') == y | TEXT",
                "nvl(x, y) > 5 | NUMBER",
                "decode(x, 'a', 1, 2) > 1 | TEXT",
                "avg(x) over 5m > 1 | NUMBER",
                "last(x) over 5m == 'a' | TEXT",
                "count(y where x) over 5m > 1 | BOOLEAN",
                "x == y |",
                "x != y |",
                "x in (y, z) |",
                "exists(x) |",
                "isNull(x) |",
                "count(x) over 5m > 1 |",
                "nvl(x, y) == z |",
            })
    void aNameHasTheKindOfItsFirstUse(String text, ValueType kind) {
        Scope scope = Schema.undeclared().newScope();

        assertThat(errors(text, scope)).isEmpty();
        assertThat(scope.inferred("x")).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "x > 5 && x == 'a' | conflicting-types at 10",
                "x == 'a' or x | conflicting-types at 13",
                "exists(x) && x > 5 && lower(x) == 'a' | conflicting-types at 29",
                "x == y && x > 5 && y == 'a' |",
                "x in (1, y) && y == 'a' |",
                "x in (y, 1) && lower(x) == 'a' | conflicting-types at 22",
                "nvl(x, 1) > 1 && x like 'a' | conflicting-types at 18",
            })
    void twoUsesThatDisagreeAreToldAtTheSecond(String text, String errors) {
        assertThat(errors(text, Schema.undeclared().newScope())).isEqualTo(errors == null ? "" : errors);
    }

    @Test
    void whatOneConditionSaysOfANameHoldsInAllOfTheSameScope() {
        Scope rule = Schema.undeclared().newScope();

        assertThat(errors("x > 5", rule)).isEmpty();
        assertThat(errors("x == 'a'", rule)).isEqualTo("conflicting-types at 1");
        assertThat(errors("x == 'a'", Schema.undeclared().newScope())).isEmpty();
    }

    @Test
    void aTagHidesTheFieldOfItsName() {
        Map<String, FieldType> fields =
                Map.of("status", FieldType.ofWord("number").orElseThrow());
        Schema schema = Schema.closed(java.util.Set.of("status"), fields);

        assertThat(errors("status == 'a'", schema.newScope())).isEmpty();
        assertThat(errors("status > 5", schema.newScope())).isEqualTo("type-mismatch at 8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {"1 + 2 | NUMBER", "'a' | TEXT", "1 < 2 | BOOLEAN", "x | ANY", "nvl(x, y) | ANY", "upper(x) | TEXT"
            })
    void anExpressionHasAKindItself(String text, ValueType kind) {
        Analysis analysis =
                RuleLanguage.standard().analyze(text, Schema.undeclared().newScope());

        assertThat(analysis.expression().orElseThrow().type()).isEqualTo(kind);
    }
}

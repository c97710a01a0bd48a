package io.watchfire.dsl.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.FieldType;
import io.watchfire.dsl.Limits;
import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Schema;
import io.watchfire.dsl.parser.ExpressionParser;
import io.watchfire.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which units go together, in one grid per operator, and what they give. */
class UnitRulesTest {
    /** Left operand in a row, right in a column; {@code .} fits, {@code u} unit-mismatch, {@code d} unit-not-declared. */
    private static final String ALIKE = """
                       resp_time wait heap cpu tps x 2s 5kB 98% 7
            resp_time          .    .    u   u   u .  .   u   u .
            wait               .    .    u   u   u .  .   u   u .
            heap               u    u    .   u   u .  u   .   u .
            cpu                u    u    u   .   u .  u   u   . .
            tps                u    u    u   u   . .  u   u   u .
            x                  .    .    .   .   . .  d   d   d .
            2s                 .    .    u   u   u d  .   u   u u
            5kB                u    u    .   u   u d  u   .   u u
            98%                u    u    u   .   u d  u   u   . u
            7                  .    .    .   .   . .  u   u   u .
            """;

    private static final String TIMES = """
                       resp_time wait heap cpu tps x 2s 5kB 98% 7
            resp_time          u    u    u   u   . .  u   u   u .
            wait               u    u    u   u   . .  u   u   u .
            heap               u    u    u   u   . .  u   u   u .
            cpu                u    u    u   u   . .  u   u   u .
            tps                .    .    .   .   . .  .   .   . .
            x                  .    .    .   .   . .  .   .   . .
            2s                 u    u    u   u   . .  u   u   u .
            5kB                u    u    u   u   . .  u   u   u .
            98%                u    u    u   u   . .  u   u   u .
            7                  .    .    .   .   . .  .   .   . .
            """;

    /** A number by a declared field is a plain number; by a literal with a unit it is a mistake. */
    private static final String DIVIDED = """
                       resp_time wait heap cpu tps x 2s 5kB 98% 7
            resp_time          .    .    u   u   . .  .   u   u .
            wait               .    .    u   u   . .  .   u   u .
            heap               u    u    .   u   . .  u   .   u .
            cpu                u    u    u   .   . .  u   u   . .
            tps                .    .    .   .   . .  u   u   u .
            x                  .    .    .   .   . .  d   d   d .
            2s                 .    .    u   u   . .  .   u   u .
            5kB                u    u    .   u   . .  u   .   u .
            98%                u    u    u   .   . .  u   u   . .
            7                  .    .    .   .   . .  u   u   u .
            """;

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        Map<String, String> grids = new LinkedHashMap<>();
        List.of("==", "!=", "<", ">=", "+", "-", "%").forEach(operator -> grids.put(operator, ALIKE));
        grids.put("*", TIMES);
        grids.put("/", DIVIDED);
        grids.forEach((operator, grid) -> {
            String[] rows = grid.strip().split("\n");
            String[] right = rows[0].strip().split(" +");
            for (int row = 1; row < rows.length; row++) {
                String[] cells = rows[row].strip().split(" +");
                for (int column = 0; column < right.length; column++) {
                    pairs.add(Arguments.of(cells[0] + " " + operator + " " + right[column], cells[column + 1]));
                }
            }
        });
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void twoOperandsGoTogetherOrNot(String expression, String expected) {
        String code = switch (expected) {
            case "u" -> "unit-mismatch";
            case "d" -> "unit-not-declared";
            default -> "";
        };

        assertThat(check(expression).problems().stream()
                        .filter(Problem::isError)
                        .map(Problem::code)
                        .findFirst()
                        .orElse(""))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resp_time               | ms",
                "wait                    | s",
                "heap                    | B",
                "cpu                     | %",
                "tps                     | plain",
                "2s                      | ms",
                "5GB                     | B",
                "98%                     | %",
                "7                       | plain",
                "-resp_time              | ms",
                "resp_time + wait        | ms",
                "wait + resp_time        | s",
                "wait + 500ms            | s",
                "500ms + wait            | s",
                "wait + 1                | s",
                "1 - wait                | s",
                "resp_time % 1s          | ms",
                "resp_time * 2           | ms",
                "2 * resp_time           | ms",
                "tps * wait              | s",
                "resp_time / 2           | ms",
                "resp_time / wait        | plain",
                "resp_time / 1s          | plain",
                "1s / resp_time          | plain",
                "1000 / resp_time        | plain",
                "resp_time / 1s * 2      | plain",
                "resp_time / wait * wait | s",
                "abs(wait)               | s",
                "round(wait, 1)          | s",
                "max(wait, resp_time)    | s",
                "min(1s, wait)           | s",
                "sum(1s, 2m)             | ms",
                "avg(tps, 5)             | plain",
                "nvl(wait, 0)            | s",
                "nvl(1s, wait)           | s",
                "if(up, wait, 1m)        | s",
                "decode(tps, 1, 1s, wait)| s",
                "length(status)          | plain",
                "avg(wait) over 5m       | s",
                "p99(wait * 2) over 5m   | s",
                "increase(heap) over 5m  | B",
                "delta(cpu) over 5m      | %",
                "last(wait) over 5m      | s",
                "rate(wait) over 5m      | plain",
                "count(wait) over 5m     | plain",
                "distinct(wait) over 5m  | plain",
                "changes(wait) over 5m   | plain",
            })
    void aResultIsInTheUnitOfTheFirstFieldOrElseOfTheLiterals(String expression, String unit) {
        Checked checked = check(expression);

        assertThat(checked.problems()).isEmpty();
        assertThat(
                        checked.type().unit() == null
                                ? "plain"
                                : checked.type().unit().word())
                .isEqualTo(unit);
    }

    private record Checked(Type type, List<Problem> problems) {}

    private static Checked check(String text) {
        Expression tree = ExpressionParser.parse(text, Limits.DEFAULT).tree().orElseThrow();
        Checker.Checked checked = Checker.check(text, tree, schema().newScope(), Limits.DEFAULT);
        return new Checked(checked.types().of(tree), checked.problems());
    }

    private static Schema schema() {
        Map<String, FieldType> fields = new LinkedHashMap<>();
        Map.of(
                        "resp_time",
                        "ms",
                        "wait",
                        "s",
                        "heap",
                        "bytes",
                        "cpu",
                        "percent",
                        "tps",
                        "number",
                        "up",
                        "boolean",
                        "status",
                        "text")
                .forEach((name, word) -> fields.put(name, FieldType.ofWord(word).orElseThrow()));
        return Schema.declaring(fields);
    }
}

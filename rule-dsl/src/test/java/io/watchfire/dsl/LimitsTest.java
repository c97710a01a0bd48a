package io.watchfire.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds: what lies within works, however long; what lies beyond is one clear error, never an overflow. */
class LimitsTest {
    private static final int MANY = 10_000;

    private static String errors(RuleLanguage language, String text) {
        return language.analyze(text, Schema.undeclared().newScope()).problems().stream()
                .filter(Problem::isError)
                .map(problem -> problem.code() + " at " + problem.column())
                .collect(Collectors.joining(", "));
    }

    private static String errors(String text) {
        return errors(RuleLanguage.standard(), text);
    }

    static Stream<Arguments> nested() {
        return Stream.of(
                Arguments.of("brackets", "(", "1", ")"),
                Arguments.of("brackets round conditions", "(x > 1 && ", "y > 1", ")"),
                Arguments.of("brackets in lists", "x in (", "1", ")"),
                Arguments.of("calls", "abs(", "1", ")"),
                Arguments.of("questions for names", "exists(", "x", ")"),
                Arguments.of("choices", "if(true, ", "1", ", 2)"),
                Arguments.of("not", "not ", "x", ""),
                Arguments.of("signs for not", "!", "x", ""),
                Arguments.of("minuses", "-", "1", ""),
                Arguments.of("minuses and brackets", "-(", "1", ")"),
                Arguments.of("windows", "count(", "x", " > 1) over 5m"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nested")
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHundredLevelsWorkAndTenThousandAreTooDeep(String what, String open, String inside, String close) {
        int good = open.startsWith("-(") ? 50 : 100;

        assertThat(errors(open.repeat(good) + inside + close.repeat(good))).doesNotContain("too-deep");
        assertThat(errors(open.repeat(MANY) + inside + close.repeat(MANY)))
                .startsWith("too-deep at")
                .doesNotContain(",");
        assertThat(errors(open.repeat(MANY))).startsWith("too-deep at");
    }

    static Stream<Arguments> longTexts() {
        return Stream.of(
                Arguments.of("&&", "x > 1 && ".repeat(MANY) + "x > 1"),
                Arguments.of("or", "x > 1 or ".repeat(MANY) + "x > 1"),
                Arguments.of(
                        "equalities",
                        IntStream.range(0, MANY)
                                .mapToObj(i -> "s == 'service-" + i + "'")
                                .collect(Collectors.joining(" || "))),
                Arguments.of(
                        "inequalities",
                        IntStream.range(0, MANY).mapToObj(i -> "x != " + i).collect(Collectors.joining(" && "))),
                Arguments.of("brackets in a row", "(x > 1) && ".repeat(MANY) + "x > 1"),
                Arguments.of("sums", "x + ".repeat(MANY) + "1 > 1"),
                Arguments.of("products", "x * ".repeat(MANY) + "1 > 1"),
                Arguments.of("a list", "x in (" + "1, ".repeat(MANY) + "1)"),
                Arguments.of("a call", "max(" + "x, ".repeat(MANY) + "1) > 1"),
                Arguments.of("decode", "decode(x" + ", 1, 2".repeat(MANY) + ", 3) > 1"),
                Arguments.of("a text", "s == '" + "가".repeat(100_000) + "'"),
                Arguments.of("a name", "x".repeat(100_000) + " > 1"),
                Arguments.of("a number", "x > " + "0".repeat(100_000) + "1"),
                Arguments.of("a number of many groups", "x > 1" + "_0".repeat(100_000) + "e-100_000"),
                Arguments.of("blanks", " ".repeat(100_000) + "x > 1" + " ".repeat(100_000)),
                Arguments.of("lines", "x > 1 &&\n".repeat(MANY) + "x > 1"),
                Arguments.of("a glob", "s like '" + "*a".repeat(MANY) + "'"),
                Arguments.of("a regular expression", "s matches '" + "a|".repeat(MANY) + "b'"),
                Arguments.of("groups in a row", "s matches '" + "(a)".repeat(MANY) + "'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longTexts")
    void whatIsLongAndNotDeepWorks(String what, String text) {
        assertThat(errors(text)).isEmpty();
    }

    /** Each is quick; before they were looked at, some took all memory and some all stack. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "((a{1000}){1000}){1000} | larger than 100000 characters",
                "(((a{100}){100}){100}){100} | larger than 100000 characters",
                "((a{0,1000}b){0,1000}c){0,1000} | nested deeper than 300",
                "a{0,1000} | nested deeper than 300",
                "(?:(?:\\p{L}{500}){500}) | larger than 100000 characters",
                "([a-z]{1000}[0-9]{1000}){1000} | larger than 100000 characters",
                "(\\Qabc\\E{1000}){1000} | larger than 100000 characters",
            })
    void aRegularExpressionThatIsLargeWhenWrittenOutIsRefused(String pattern, String message) {
        Analysis analysis = RuleLanguage.standard()
                .analyze("s matches '" + pattern + "'", Schema.undeclared().newScope());

        assertThat(analysis.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("bad-regex");
            assertThat(problem.message()).contains(message);
            assertThat(problem.column()).isEqualTo(11);
        });
    }

    @Test
    void groupsOfARegularExpressionAreNotNestedWithoutEnd() {
        String open = "(".repeat(5_000);
        String close = ")".repeat(5_000);

        assertThat(errors("s matches '" + open + "a" + close + "'")).isEqualTo("bad-regex at 11");
        assertThat(errors("s matches '" + "(?:".repeat(20_000) + "a" + ")*".repeat(20_000) + "'"))
                .isEqualTo("bad-regex at 11");
        assertThat(errors("s matches '" + "(?:".repeat(400) + "a{0,500}" + ")?".repeat(400) + "'"))
                .isEqualTo("bad-regex at 11");
        assertThat(errors("s matches '" + "(".repeat(200) + "a" + ")".repeat(200) + "'"))
                .isEmpty();
    }

    /** On the stack of 512 kB that a small thread has: to compile and to match both go as deep as the pattern. */
    @ParameterizedTest
    @ValueSource(strings = {"a{0,299}", "(?:a|주){0,290}", "NESTED", "(?:(?:주b?){0,100}c?){0,2}"})
    void aRegularExpressionAsDeepAsAllowedRunsOnASmallStack(String written) throws InterruptedException {
        String pattern = written.replace("NESTED", "(".repeat(290) + "a|주" + ")".repeat(290));
        List<Object> results = new CopyOnWriteArrayList<>();
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        CheckedExpression condition = RuleLanguage.standard()
                                .analyze(
                                        "s matches '" + pattern + "'",
                                        Schema.undeclared().newScope())
                                .expression()
                                .orElseThrow();
                        MapEvaluable evaluable = condition.onMaps();
                        results.add(evaluable.test(Map.of("s", "a")));
                        results.add(evaluable.test(Map.of("s", "주주")));
                    } catch (StackOverflowError e) {
                        results.add(e);
                    }
                },
                "small",
                512 * 1024);
        small.start();
        small.join();

        assertThat(results).hasSize(2).allMatch(Truth.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "12345678901 | too-long at 11",
                "1234567890 |",
                "((((1)))) | too-deep at 4",
                "(((1))) |",
                "-(-(x)) | too-deep at 4",
                "1+2+3+4+5 | too-long at 9",
                "1+2+3+4 |",
            })
    void eachBoundCanBeSet(String text, String errors) {
        Limits limits =
                Limits.DEFAULT.withMaxLength(10).withMaxDepth(3).withMaxTerms(4).withMaxPatternSize(5);

        assertThat(errors(RuleLanguage.withLimits(limits), text)).isEqualTo(errors == null ? "" : errors);
    }

    @Test
    void theSizeOfPatternsCanBeSet() {
        RuleLanguage language = RuleLanguage.withLimits(Limits.DEFAULT.withMaxPatternSize(5));

        assertThat(errors(language, "s matches 'abcde'")).isEmpty();
        assertThat(errors(language, "s matches 'abcdef'")).isEqualTo("bad-regex at 11");
        assertThat(errors(language, "s matches 'a{6}'")).isEqualTo("bad-regex at 11");
        assertThat(errors(language, "s like 'abcdef'")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,1,1,1", "1,0,1,1", "1,1,0,1", "1,1,1,0", "-1,1,1,1"})
    void aBoundIsOneAtTheLeast(int length, int depth, int terms, int size) {
        assertThatThrownBy(() -> new Limits(length, depth, terms, size)).isInstanceOf(IllegalArgumentException.class);
    }
}

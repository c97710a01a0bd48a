package io.watchfire.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.check.AggregateFunction;
import io.watchfire.dsl.check.BuiltinFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/rule-language.md says what is so. */
class ReferenceTest {
    private static final Pattern CODE = Pattern.compile("(?m)^(?:error|warning)\\[([a-z-]+)]");

    static Stream<Reference.Example> examples() throws IOException {
        return Reference.read().examples().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleGivesWhatThePageSays(Reference.Example example) throws IOException {
        assertThat(Reference.read().said(example.expression())).isEqualTo(example.said());
    }

    @Test
    void whatIsShownAloneIsRightToo() throws IOException {
        Reference reference = Reference.read();

        assertThat(reference.shown()).hasSizeGreaterThan(10);
        for (String expression : reference.shown()) {
            assertThat(RuleLanguage.standard()
                            .analyze(expression, reference.subject().scope())
                            .problems())
                    .as(expression)
                    .isEmpty();
        }
    }

    @Test
    void thePageHasManyExamples() throws IOException {
        assertThat(Reference.read().examples()).hasSizeGreaterThan(80);
    }

    @Test
    void everyCodeThatIsToldIsInTheTablesAndNoOther() throws IOException {
        Set<String> told = new TreeSet<>(List.of("too-deep", "too-long", "not-a-condition"));
        DiagnosticsTest.diagnostics().forEach(diagnostic -> {
            Matcher code = CODE.matcher(diagnostic.expected());
            while (code.find()) {
                told.add(code.group(1));
            }
        });

        Set<String> documented = new TreeSet<>();
        Reference reference = Reference.read();
        reference.cells("Errors", 1).forEach(cell -> documented.addAll(Reference.quoted(cell)));
        reference.cells("Warnings", 1).forEach(cell -> documented.addAll(Reference.quoted(cell)));

        assertThat(documented).isEqualTo(told);
    }

    @Test
    void everyFunctionIsInTheTablesAndNoOther() throws IOException {
        Reference reference = Reference.read();
        assertThat(reference.cells("Functions", 1).stream().flatMap(cell -> Reference.quoted(cell).stream()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(BuiltinFunction.values())
                        .map(BuiltinFunction::usage)
                        .toList());
        assertThat(reference.cells("Aggregates over time", 1).stream()
                        .flatMap(cell -> Reference.quoted(cell).stream())
                        .map(usage -> usage.replaceAll("\\(.*", "")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(AggregateFunction.values())
                        .map(AggregateFunction::functionName)
                        .toList());
    }

    @Test
    void theLimitsAreThoseOfTheCode() throws IOException {
        Limits limits = Limits.DEFAULT;

        assertThat(Reference.read().cells("Limits", 2))
                .isEqualTo(Stream.of(limits.maxLength(), limits.maxDepth(), limits.maxTerms(), limits.maxPatternSize())
                        .map(limit -> String.format(Locale.ROOT, "%,d", limit))
                        .toList());
    }

    @Test
    void theLayoutIsAsThePageShowsIt() throws IOException {
        Reference reference = Reference.read();
        List<String> written = reference.cells("Layout", 1);
        List<String> laidOut = reference.cells("Layout", 2);

        assertThat(written).isNotEmpty();
        for (int i = 0; i < written.size(); i++) {
            String before = Reference.quoted(written.get(i)).get(0);
            assertThat(RuleLanguage.standard().format(before))
                    .contains(Reference.quoted(laidOut.get(i)).get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Coming from PromQL", "Coming from SQL", "Coming from the vendor's rules"})
    void whatIsWrittenHereInsteadPassesTheCheck(String section) throws IOException {
        List<String> expressions = new ArrayList<>();
        Schema schema =
                Schema.declaring(Map.of("resp_time", FieldType.ofWord("ms").orElseThrow()));
        Reference.read().cells(section, 2).stream()
                .filter(cell -> !cell.startsWith("the rule's key"))
                .forEach(cell -> expressions.addAll(Reference.quoted(cell)));

        assertThat(expressions).isNotEmpty();
        for (String expression : expressions) {
            assertThat(RuleLanguage.standard()
                            .analyze(expression.replace("(..)", "('200')"), schema.newScope())
                            .problems())
                    .as(expression)
                    .isEmpty();
        }
    }
}

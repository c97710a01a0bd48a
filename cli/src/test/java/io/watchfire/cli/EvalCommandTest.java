package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.cli.eval.EvalCase;
import io.watchfire.cli.eval.EvalResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvalCommandTest {
    private static final String ORDER =
            "{\"tags\":{\"okindName\":\"btf-order\"},\"fields\":{\"resp_time\":2310,\"up\":true,\"okindName\":7}}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "1 + 2 * 3; 7",
                "7 / 2; 3.5",
                "-5 + 3; -2",
                "0 * -1; 0",
                "1e21 * 10; 1e22",
                "1 / 3; 0.3333333333333333",
                "2s > 1999ms; true",
                "upper('주문 abc🔥'); 주문 ABC🔥",
                "okindName == 'btf-order' && resp_time >= 2000; true",
                "not up; false",
                "okindName; btf-order",
                "resp_time; 2310",
                "${resp_time} > 3000; false",
            })
    void aValueIsPrintedPlainly(String expression, String expected) {
        CommandRun run = CommandRun.of("eval", expression, ORDER);

        assertThat(run).isEqualTo(new CommandRun(0, expected + System.lineSeparator(), ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "tps > 5; tps is missing in the event",
                "resp_time > 2000 and tps > 5; tps is missing in the event",
                "okindName > 5; okindName is text in the event, where a number is needed",
                "resp_time == 'slow'; resp_time is a number in the event, where text is needed",
                "1 / 0 > 5; a division by zero, or a number too large",
                "avg(resp_time) over 5m > 1; avg(..) over 5m looks back in time, and there is one event only",
            })
    void unknownIsPrintedAndTheReasonBesideIt(String expression, String reason) {
        CommandRun run = CommandRun.of("eval", expression, ORDER);

        assertThat(run.out()).isEqualTo("unknown" + System.lineSeparator());
        assertThat(run.err()).isEqualTo("  " + reason + System.lineSeparator());
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void aCaseThatBringsAFaultToLightIsAnsweredToo() {
        String line = EvalCommand.evaluateLine("{\"expr\": \"1 + 1\"}", each -> {
            throw new IllegalStateException("slot 7 of 5");
        });

        assertThat(line)
                .contains(
                        "\"result\":\"error\"",
                        "\"code\":\"internal-error\"",
                        "a fault in Watchfire itself",
                        "slot 7 of 5");
        assertThat(EvalCommand.evaluateLine("{\"expr\": \"1 + 1\"}", each -> recurse(each, 0)))
                .contains("internal-error", "StackOverflowError");
    }

    private static EvalResult recurse(EvalCase each, int depth) {
        return depth < 0 ? new EvalResult.Unknown(List.of(), List.of()) : recurse(each, depth + 1);
    }

    @Test
    void withoutAnEventEveryNameIsMissing() {
        CommandRun run = CommandRun.of("eval", "exists(resp_time) or resp_time > 5");

        assertThat(run.out()).isEqualTo("unknown" + System.lineSeparator());
        assertThat(run.err()).contains("resp_time is missing in the event");
    }

    @Test
    void allErrorsAreShownWithTheirPlaces() {
        CommandRun run = CommandRun.of("eval", "'주문' > 5 and 1 == 'x'");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().filter(line -> line.startsWith("error[type-mismatch]: ")))
                .hasSize(2);
        assertThat(run.err()).contains("  1 | '주문' > 5 and 1 == 'x'").contains("^");
    }

    @Test
    void resultsAreAlsoThereAsJson() {
        assertThat(CommandRun.of("eval", "--format", "json", "resp_time", ORDER).out())
                .isEqualToIgnoringNewLines("{\"result\":\"2310\",\"type\":\"number\"}");
        assertThat(CommandRun.of("eval", "--format", "json", "tps > 1", ORDER).out())
                .isEqualToIgnoringNewLines(
                        "{\"result\":\"unknown\",\"type\":\"unknown\",\"why\":[\"tps is missing in the event\"]}");
        CommandRun wrong = CommandRun.of("eval", "--format", "json", "1 ==");
        assertThat(wrong.out()).startsWith("{\"result\":\"error\",\"errors\":[{\"code\":\"");
        assertThat(wrong.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"fields\":{\"a\":; line 1, column 16: not JSON",
                "[1]; the event is an object",
                "{\"field\":{}}; an event has no \"field\"",
                "{\"tags\":{\"a\":1}}; tag \"a\" is no text",
                "{\"fields\":{\"a\":[1]}}; field \"a\" is no number, text or boolean",
            })
    void anEventThatCannotBeReadEndsTheCommand(String event, String message) {
        CommandRun run = CommandRun.of("eval", "a > 1", event);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aFileOfCasesGivesOneLineForEachLine() throws IOException {
        Path cases = folder.resolve("사례.jsonl");
        Files.writeString(cases, """
                {"expr": "resp_time >= 2s", "event": {"fields": {"resp_time": 2000}}, "units": {"resp_time": "ms"}}
                {"expr": "resptime > 1", "schema": {"tags": ["oname"], "fields": {"resp_time": "ms"}}}
                no case

                {"expr": "a", "event": {"tags": {"a": "주문 🔥"}}, "expect": "passed over"}
                {"expr": "a > 1", "units": {"a": "parsecs"}}
                {"expr": "a > 1", "event": null}
                {"event": {}}""");

        CommandRun run = CommandRun.of("eval", "--cases", cases.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().split("\n"))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("{\"result\":\"true\",\"type\":\"boolean\"}"),
                        line -> assertThat(line)
                                .contains("\"code\":\"unknown-name\",\"line\":1,\"column\":1,", "resp_time"),
                        line -> assertThat(line).contains("\"result\":\"error\"", "\"code\":\"bad-case\"", "not JSON"),
                        line -> assertThat(line).contains("\"code\":\"bad-case\""),
                        line -> assertThat(line).isEqualTo("{\"result\":\"주문 🔥\",\"type\":\"text\"}"),
                        line -> assertThat(line).contains("\"code\":\"bad-case\"", "is no unit or type"),
                        line -> assertThat(line).startsWith("{\"result\":\"unknown\",\"type\":\"unknown\""),
                        line -> assertThat(line).contains("\"code\":\"bad-case\"", "expr"));
    }

    @Test
    void casesComeFromStandardInputToo() {
        CommandRun run = CommandRun.withInput("{\"expr\": \"1 + 1\"}\n", "eval", "--cases", "-");

        assertThat(run.out()).isEqualTo("{\"result\":\"2\",\"type\":\"number\"}\n");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        CommandRun run = CommandRun.of("eval", "--cases", "none.jsonl");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("there is no file none.jsonl");
    }

    @ParameterizedTest
    @CsvSource({"eval", "eval a b c", "eval --cases f a"})
    void argumentsThatMakeNoSenseAreRefused(String line) {
        CommandRun run = CommandRun.of(line.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("watchfire eval --help");
    }
}

package io.watchfire.evaluator.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.Severity;
import io.watchfire.dsl.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonDocumentTest {
    private final Problems problems = new Problems();

    private @Nullable JsonValue parse(String json) {
        return JsonDocument.of("a.json", json).parse(problems);
    }

    private static JsonValue at(@Nullable JsonValue value, String... keys) {
        JsonValue found = value;
        for (String key : keys) {
            found = found instanceof JsonArray array
                    ? array.elements().get(Integer.parseInt(key))
                    : found instanceof JsonObject object ? object.get(key) : null;
        }
        assertThat(found).isNotNull();
        return Objects.requireNonNull(found);
    }

    static List<Arguments> syntaxErrors() {
        return List.of(
                Arguments.of("", 1, 1, "there is nothing here"),
                Arguments.of("{\"a\": 1,}", 1, 9, "something has to stand before this closing bracket"),
                Arguments.of("[1, 2,]", 1, 7, "something has to stand before this closing bracket"),
                Arguments.of("{\"a\": 1\n \"b\": 2}", 2, 2, "a comma or a closing bracket has to stand before this"),
                Arguments.of("{\"이름\": \"🔥\" \"b\"}", 1, 12, "a comma or a closing bracket has to stand before this"),
                Arguments.of("{'a': 1}", 1, 2, "texts and keys are written in double quotes"),
                Arguments.of("{\"a\": 'b'}", 1, 7, "texts and keys are written in double quotes"),
                Arguments.of("{a: 1}", 1, 2, "a key in double quotes has to stand here"),
                Arguments.of("{\"a\" 1}", 1, 6, "a colon has to stand between a key and its value"),
                Arguments.of("{\"a\": 1} // done", 1, 10, "comments are not JSON"),
                Arguments.of(
                        "{\"a\": \"x\ny\"}",
                        1,
                        9,
                        "a text must not hold a line end or another control character as it is"),
                Arguments.of("{\"a\": \"\\d\"}", 1, 9, "a backslash has to be followed by one of \" \\ / b f n r t u"),
                Arguments.of("{\"a\": 007}", 1, 7, "a number must not begin with a zero before other digits"),
                Arguments.of("{\"a\": NaN}", 1, 7, "this is no text, number, true, false or null"),
                Arguments.of("{\"a\": yes}", 1, 7, "this is no text, number, true, false or null"),
                Arguments.of("{\"a\": [1, 2}", 1, 12, "this bracket closes nothing, or not what was opened last"),
                Arguments.of("{\"a\": [1, 2]", 1, 13, "the text ends here, but something is still open"),
                Arguments.of("{\"a\": \"x", 1, 9, "the text ends here, but something is still open"),
                Arguments.of("{} {}", 1, 4, "only blanks may follow the end of the first value"));
    }

    @ParameterizedTest
    @MethodSource("syntaxErrors")
    void aSyntaxErrorIsToldAtItsPlaceInPlainWords(String json, int line, int column, String message) {
        assertThat(parse(json)).isNull();

        assertThat(problems.sorted()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo(message);
            assertThat(problem.line() + ":" + problem.column()).isEqualTo(line + ":" + column);
            assertThat(problem.code()).isEqualTo("json-syntax");
        });
    }

    @Test
    void everyValueKnowsItsPathAndPlace() {
        JsonValue root = parse("{\n  \"주문 🔥\": [1, {\"it's\": true}],\n  \"앱\": null\n}");

        JsonValue inner = at(root, "주문 🔥", "1", "it's");
        assertThat(inner.path()).isEqualTo("$['주문 🔥'][1]['it\\'s']");
        assertThat(inner.document().line(inner.offset())).isEqualTo(2);
        assertThat(inner.document().column(inner.offset())).isEqualTo(24);
        assertThat(at(root, "앱").path()).isEqualTo("$.앱");
    }

    @Test
    void aTextKnowsWhereEachOfItsCharactersStandsBehindEscapes() {
        JsonText text = (JsonText) at(parse("{\"a\": \"\\\"\\u2265\\ud83d\\udd25\\n한\\\\x\"}"), "a");

        assertThat(text.value()).isEqualTo("\"≥🔥\n한\\x");
        //  {"a": "\"\u2265\ud83d\udd25\n한\\x"
        assertThat(List.of(text.offsetOf(0), text.offsetOf(1), text.offsetOf(2), text.offsetOf(4)))
                .containsExactly(7, 9, 15, 27);
        assertThat(text.offsetOf(text.value().indexOf('x'))).isEqualTo(32);
        assertThat(text.offsetOf(text.value().length())).isEqualTo(33);
    }

    @Test
    void aProblemInsideATextShowsTheTextAndNamesTheColumnInTheFile() {
        JsonText text = (JsonText) at(parse("{\"주문🔥\": \"oname == \\\"가나\\\" && x >= 'slow'\"}"), "주문🔥");

        problems.addInside(
                text,
                Severity.ERROR,
                "type-mismatch",
                "x is a number; 'slow' is text",
                "numbers are written without quotes",
                new Span(22, 28),
                new Span(17, 18));

        assertThat(problems.sorted().get(0).render()).isEqualTo("""
                a.json: $['주문🔥']: error[type-mismatch]: x is a number; 'slow' is text
                  at a.json:1:34
                  1 | oname == "가나" && x >= 'slow'
                    |                    ~    ^^^^^^
                  help: numbers are written without quotes""");
    }

    @Test
    void aProblemAtTheEndOfATextPointsBehindIt() {
        JsonText text = (JsonText) at(parse("[\"a >=\"]"), "0");

        problems.addInside(text, Severity.ERROR, "unexpected-end", "a value has to follow", null, new Span(4, 4), null);

        assertThat(problems.sorted().get(0).render()).isEqualTo("""
                a.json: $[0]: error[unexpected-end]: a value has to follow
                  at a.json:1:7
                  1 | a >=
                    |     ^""");
    }

    @Test
    void aKeyThatStandsTwiceIsAnErrorThatNamesTheFirst() {
        parse("{\n  \"for\": \"1m\",\n  \"for\": \"2m\"\n}");

        assertThat(problems.sorted()).singleElement().hasToString("""
                a.json: $.for: error[duplicate-key]: "for" stands here a second time; the first is on line 2
                  at a.json:3:3
                  3 |   "for": "2m"
                    |   ^^^^^
                  help: remove one of the two""");
    }

    @Test
    void aLongLineIsCutAroundThePlace() {
        JsonValue root = parse("{\"a\": \"" + "가".repeat(5000) + "\", \"b\": 7, \"c\": \"" + "x".repeat(5000) + "\"}");

        problems.error(at(root, "b"), "bad-value", "no", null);

        String[] lines = problems.sorted().get(0).render().split("\n", -1);
        assertThat(lines[1]).isEqualTo("  at a.json:1:5016");
        assertThat(lines[2]).startsWith("  1 | ...가가").endsWith("xxx...");
        assertThat(lines[3].indexOf('^')).isEqualTo(lines[2].indexOf("7,") + (100 - 8));
    }

    @Test
    void hiddenTextsAreStarsInSnippets() {
        JsonDocument document = JsonDocument.of("a.json", "{\"url\": \"https://x\", \"a\": 1, \"url\": \"https://y\"}");
        JsonValue root = document.parse(problems);
        assertThat(root).isNotNull();

        Problems found = new Problems();
        document.hiding(root, text -> "url".equals(text.key())).parse(found);

        assertThat(found.sorted().get(0).snippet())
                .isEqualTo("  1 | {\"url\": \"*********\", \"a\": 1, \"url\": \"*********\"}\n    | " + " ".repeat(29)
                        + "^^^^^");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() {
        assertThat(parse("\ufeff[1")).isNull();
        assertThat(problems.sorted().get(0).column()).isEqualTo(3);
    }

    @Test
    void tooDeepNestingIsAnErrorAndNoOverflow() {
        assertThat(parse("[".repeat(100_000))).isNull();
        assertThat(problems.sorted().get(0).message()).startsWith("too large or too deep: ");
    }

    @Test
    void aFileThatIsNotUtf8IsAnErrorAtThePlace(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("euc-kr.json");
        byte[] head = "{\n \"이름\": \"".getBytes(StandardCharsets.UTF_8);
        Files.write(file, head);
        Files.write(file, new byte[] {(byte) 0xb0, (byte) 0xa1}, StandardOpenOption.APPEND);

        assertThat(JsonDocument.read(file, problems)).isNull();
        FileProblem problem = problems.sorted().get(0);
        assertThat(problem.code()).isEqualTo("not-utf8");
        assertThat(problem.line() + ":" + problem.column()).isEqualTo("2:9");
    }

    @Test
    void aFileThatIsNotThereIsAnErrorThatNamesIt(@TempDir Path folder) {
        assertThat(JsonDocument.read(folder.resolve("no.json"), problems)).isNull();
        assertThat(JsonDocument.read(folder, problems)).isNull();

        assertThat(problems.sorted())
                .extracting(FileProblem::message)
                .containsExactly("the file does not exist", "the file cannot be read: it is a folder");
        assertThat(problems.sorted()).extracting(FileProblem::code).containsOnly("cannot-read");
    }
}

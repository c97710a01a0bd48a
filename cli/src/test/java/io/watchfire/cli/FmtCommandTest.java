package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FmtCommandTest {
    /** Odd blanks, key order, escapes, numbers and line ends, which are nobody's business. */
    private static final String WRITTEN = """
            {"rules" :[
               { "condition":"resp_time>=2000 and tps  > 5" ,\t"category": "app_counter",
                 "name":"\\uc8fc\\ubb38 \\/ x", "id": "a", "resolveWhen": "not (resp_time >= 1000)"  },

            {"id":"b","category":"app_counter", "target": "oname=='\\uc8fc\\ubb38'", "levels" :{"critical":"tps>5",
               "warning": {"for": "1m", "when":"${tps}>3", "resolveWhen": "tps < 3"}}, "noData": {"after": "15m"}},
            {"id":"c","category":"app_counter","when":"oname == \\"주문\\" and tps > 1.50"}
            ], "version" : 1 }""";

    private static final String LAID_OUT = WRITTEN.replace(
                    "resp_time>=2000 and tps  > 5", "resp_time >= 2000 && tps > 5")
            .replace("not (resp_time >= 1000)", "!(resp_time >= 1000)")
            .replace("oname=='\\uc8fc", "oname == '\\uc8fc")
            .replace("\"tps>5\"", "\"tps > 5\"")
            .replace("${tps}>3", "tps > 3")
            .replace("oname == \\\"주문\\\" and tps > 1.50", "oname == '주문' && tps > 1.5");

    @TempDir
    Path folder;

    @Test
    void conditionsAreRewrittenAndNothingElse() throws IOException {
        Path file = file("rules.json", WRITTEN);

        CommandRun run = CommandRun.of("fmt", file.toString());

        assertThat(Files.readString(file)).isEqualTo(LAID_OUT);
        assertThat(run.out().strip()).isEqualTo(file + ": 6 rewritten");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void whatIsLaidOutStaysAndNothingIsSaid() throws IOException {
        Path file = file("rules.json", LAID_OUT);

        CommandRun run = CommandRun.of("fmt", file.toString());

        assertThat(Files.readString(file)).isEqualTo(LAID_OUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(CommandRun.of("fmt", "--check", file.toString()).exitCode()).isZero();
    }

    @Test
    void checkTellsWhatWouldChangeAndChangesNothing() throws IOException {
        Path file = file("rules.json", WRITTEN);
        Path good = file("good.json", LAID_OUT.replaceAll("\"id\": ?\"(.)\"", "\"id\": \"good-$1\""));

        CommandRun run = CommandRun.of("fmt", "--check", good.toString(), file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        file
                                + ": $.rules[0].condition\n  - resp_time>=2000 and tps  > 5\n  + resp_time >= 2000 && tps > 5\n")
                .contains("$.rules[1].levels.warning.when")
                .doesNotContain("good.json");
        assertThat(Files.readString(file)).isEqualTo(WRITTEN);
    }

    @Test
    void aFileWithErrorsIsLeftAloneAndTheOthersAreNot() throws IOException {
        String wrong = WRITTEN.replace("tps  > 5", "tps  >");
        Path bad = file("bad.json", wrong.replaceAll("\"id\": ?\"(.)\"", "\"id\": \"bad-$1\""));
        String before = Files.readString(bad);
        Path file = file("rules.json", WRITTEN);

        CommandRun run = CommandRun.of("fmt", bad.toString(), file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("error[unexpected-end]").contains("bad.json:2:");
        assertThat(Files.readString(bad)).isEqualTo(before);
        assertThat(Files.readString(file)).isEqualTo(LAID_OUT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"version\": 1, \"rules\": [ | 1",
                "{\"version\": 1, \"receivers\": []} | 1",
                "{\"version\": 1, \"scenarios\": []} | 1",
                "{\"version\": 1} | 1",
                "no JSON | 1",
            })
    void whatIsNoRuleFileIsLeftAlone(String text, int exitCode) throws IOException {
        Path file = file("other.json", text);

        CommandRun run = CommandRun.of("fmt", file.toString());

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.err()).contains("other.json").contains("error[");
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void aFileThatIsNotThereGivesTwo() {
        CommandRun run = CommandRun.of("fmt", folder.resolve("nothing.json").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("nothing.json");
    }

    @Test
    void standardInputGoesToStandardOutput() {
        CommandRun run = CommandRun.withInput(WRITTEN, "fmt", "-");

        assertThat(run.out()).isEqualTo(LAID_OUT);
        assertThat(run.exitCode()).isZero();
        assertThat(CommandRun.withInput(WRITTEN, "fmt", "--check", "-").exitCode())
                .isEqualTo(1);
        assertThat(CommandRun.withInput("{", "fmt", "-").out()).isEmpty();
    }

    @Test
    void lineEndsAndByteOrderMarksStay() throws IOException {
        String written = "\ufeff" + WRITTEN.replace("\n", "\r\n");
        Path file = file("windows.json", written);

        CommandRun.of("fmt", file.toString());

        assertThat(Files.readString(file)).isEqualTo("\ufeff" + LAID_OUT.replace("\n", "\r\n"));
    }

    @Test
    void jsonTellsEachChangeOnALine() throws IOException {
        Path file = file(
                "rules.json",
                "{\"version\": 1, \"rules\": [{\"id\": \"a\", \"category\": \"c\", \"condition\": \"x>1\"}]}");

        CommandRun run = CommandRun.of("fmt", "--check", "--format", "json", file.toString());

        assertThat(run.out().strip())
                .isEqualTo(
                        "{\"file\":\"" + file
                                + "\",\"path\":\"$.rules[0].condition\",\"line\":1,\"column\":69,\"before\":\"x>1\",\"after\":\"x > 1\"}");
    }

    @Test
    void halfASurrogatePairStaysEscaped() throws IOException {
        String rules = "{\"version\": 1, \"rules\": [{\"id\": \"a\", \"category\": \"c\", \"condition\": \"%s\"}]}";
        Path file = file("half.json", rules.formatted("s=='주문\\ud800🔥'"));

        CommandRun.of("fmt", file.toString());

        assertThat(Files.readString(file)).isEqualTo(rules.formatted("s == '주문\\ud800🔥'"));
    }

    @Test
    void longNumbersKeepTheirDigits() throws IOException {
        Path file = file("long.json", WRITTEN.replace("tps  > 5", "tps  > 9007199254740993"));

        CommandRun.of("fmt", file.toString());

        assertThat(Files.readString(file)).isEqualTo(LAID_OUT.replaceFirst("tps > 5", "tps > 9007199254740993"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void permissionsAndLinksStayAndNothingIsLeftBehind() throws IOException {
        Path file = file("rules.json", WRITTEN);
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-r-----");
        Files.setPosixFilePermissions(file, permissions);
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);

        CommandRun run = CommandRun.of("fmt", link.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(link).isSymbolicLink().hasContent(LAID_OUT);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(permissions);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactlyInAnyOrder(file, link);
        }
    }

    /** A file that is replaced is another one; one that is written over would be the same, half written for a while. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theFileIsReplacedAtOnce() throws IOException {
        Path file = file("rules.json", WRITTEN);
        Object before = Files.getAttribute(file, "unix:ino");

        CommandRun.of("fmt", file.toString());

        assertThat(Files.getAttribute(file, "unix:ino")).isNotEqualTo(before);
    }

    private Path file(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}

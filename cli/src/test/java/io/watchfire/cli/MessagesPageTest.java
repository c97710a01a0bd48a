package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what docs/messages.md shows. */
class MessagesPageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PAGE = Path.of("..", "docs", "messages.md");

    @TempDir
    private Path folder;

    @Test
    void theFirstExampleGivesTheMessageBelowIt() throws IOException {
        assertThat(message(block("json rules"), block("json receivers"))).isEqualTo(block("text message"));
    }

    @Test
    void eachFormatGivesWhatTheTableSays() throws IOException {
        Matcher rows = Pattern.compile("(?m)^\\| `(\\$\\{[^`]+)` \\| [^|]*\\| `([^`]+)` \\|$")
                .matcher(page());
        List<String> seen = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        while (rows.find()) {
            String template = rows.group(1).replace("\\|", "|");
            expected.add(template + " = " + rows.group(2));
            JsonNode rules = JSON.readTree(block("json rules"));
            ((ObjectNode) rules.at("/rules/0")).put("message", template);
            String shown = message(
                    rules.toString(), "{\"version\": 1, \"receivers\": [{\"name\": \"a\", \"type\": \"console\"}]}");
            seen.add(template + " = "
                    + shown.replaceFirst("(?s).*\n  Event message : ", "").replaceFirst("(?s)\n.*", ""));
        }
        assertThat(expected).hasSizeGreaterThan(10);
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void theErrorsAreThoseThatCheckTells() throws IOException {
        JsonNode rules = JSON.readTree(block("json rules"));
        ((ObjectNode) rules.at("/rules/0")).put("message", "${onme} takes ${resp_time | size}");
        CommandRun run = CommandRun.of("check", file("rules.json", rules.toString()));

        String told = run.out()
                .replace(folder + File.separator, "")
                .replaceAll("  at rules.json:.*\n", "")
                .replace("\n\n", "\n");
        assertThat(told).startsWith(block("text error"));
    }

    @Test
    void aReceiversTemplatesGiveTheMessageBelowThem() throws IOException {
        Matcher templates = Pattern.compile("So with `(\"title\": .*)` and `(\"body\": .*)`:")
                .matcher(page());
        assertThat(templates.find()).isTrue();
        String receivers =
                "{\"version\": 1, \"receivers\": [{\"name\": \"a\", \"type\": \"console\", \"language\": \"ko\", "
                        + templates.group(1) + ", " + templates.group(2) + "}]}";

        assertThat(message(block("json rules"), receivers)).startsWith(block("text receiver"));
    }

    @Test
    void aFileOfWordsChangesThem() throws IOException {
        file("ja.properties", block("properties words"));
        String receivers =
                "{\"version\": 1, \"receivers\": [{\"name\": \"a\", \"type\": \"console\", \"words\": \"ja.properties\", "
                        + "\"body\": \"${body}\\n${since | date}\"}]}";

        assertThat(message(block("json rules"), receivers))
                .startsWith("[警告] ")
                .contains("\n  サービス : order-1\n")
                .contains("\n  Event message : ")
                .contains("\n  2022年6月19日\n");
    }

    private String message(String rules, String receivers) throws IOException {
        String event = JSON.readTree(block("json event")).toString();
        CommandRun run = CommandRun.of(
                "replay",
                "--notify",
                "--rules",
                file("rules.json", rules),
                "--receivers",
                file("receivers.json", receivers),
                "--out",
                folder.resolve("changes.jsonl").toString(),
                file("events.jsonl", event + "\n"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out().replace(System.lineSeparator(), "\n").replaceFirst("\n\n\\z", "\n");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    /** The text of the one block that is marked so. */
    private static String block(String mark) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + mark + "\n(.*?)```").matcher(page());
        assertThat(block.find()).as(mark).isTrue();
        return block.group(1);
    }
}

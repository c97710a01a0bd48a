package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteCommandTest {
    @TempDir
    private Path folder;

    private String rules = "";
    private String receivers = "";

    @BeforeEach
    void files() throws IOException {
        rules = Files.writeString(folder.resolve("rules.json"), """
                {"version": 1, "rules": [
                  {"id": "tagged", "category": "m", "condition": "v > 1", "receiverTags": ["order"]},
                  {"id": "plain", "category": "m", "levels": {"critical": "v > 2", "warning": "v > 1"}},
                  {"id": "tried", "category": "m", "condition": "v > 1", "notify": "shadow"}]}""").toString();
        receivers = Files.writeString(folder.resolve("receivers.json"), """
                {"version": 1, "receivers": [
                  {"name": "order-team", "type": "console", "tags": ["order"], "untagged": false},
                  {"name": "lead", "type": "console", "untagged": false, "minLevel": "critical"},
                  {"name": "모두", "type": "console"}],
                 "routes": [{"when": "okindName like 'btf-*' and level == 'critical'", "receivers": ["lead"], "continue": true,
                             "routes": [{"when": "oname == '<a&b>'", "receivers": ["모두"]}]}]}""").toString();
    }

    @Test
    void eachRuleAndLevelIsToldWithWhoIsToldAndWhy() {
        CommandRun run = run("--labels", "okindName=btf-order");

        assertThat(run.out()).isEqualTo("""
                tagged warning -> order-team: it has the tag 'order'
                plain critical -> lead: the route $.routes[0] leads to it
                plain warning -> 모두: it takes untagged notices
                tried warning -> nobody: it is in the shadow ("notify": "shadow")
                """);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void oneRuleForPrograms() {
        assertThat(run("--rule", "plain", "--format", "json").out()).isEqualTo("""
                {"rule":"plain","level":"critical","receiver":"모두","why":"it takes untagged notices"}
                {"rule":"plain","level":"warning","receiver":"모두","why":"it takes untagged notices"}
                """);
        assertThat(run("--rule", "none").exitCode()).isEqualTo(2);
        assertThat(run("--labels", "okindName").exitCode()).isEqualTo(2);
    }

    @Test
    void theTreeIsDrawn() throws IOException {
        Path svg = folder.resolve("routes.svg");

        assertThat(run("--svg", svg.toString()).exitCode()).isZero();

        assertThat(Files.readString(svg))
                .startsWith("<svg ")
                .contains("okindName like 'btf-*' and level == 'critical' (goes on) -&gt; lead")
                .contains("oname == '&lt;a&amp;b&gt;' -&gt; 모두")
                .endsWith("</svg>\n");
    }

    private CommandRun run(String... more) {
        String[] all = new String[more.length + 5];
        System.arraycopy(new String[] {"route", "--rules", rules, "--receivers", receivers}, 0, all, 0, 5);
        System.arraycopy(more, 0, all, 5, more.length);
        return CommandRun.of(all);
    }
}

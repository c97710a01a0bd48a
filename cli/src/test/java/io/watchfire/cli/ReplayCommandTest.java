package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCommandTest {
    private static final String RULES = """
            {"version": 1, "rules": [
              {"id": "slow", "category": "app_counter", "target": "okindName == 'btf-order'",
               "condition": "resp_time >= 2000", "receiverTags": ["order"]},
              {"id": "quiet", "category": "app_counter", "condition": "resp_time >= 1000000"}
            ]}
            """;
    private static final String RECEIVERS = """
            {"version": 1, "receivers": [
              {"name": "order-team", "type": "console", "tags": ["order"], "language": "ko", "zone": "Asia/Seoul"},
              {"name": "night", "type": "console", "tags": ["night"]}
            ]}
            """;
    /** Two series: 주문-1 fires at 12:00:10 and recovers at 12:00:30; order-2 fires at 12:00:20 and goes on. */
    private static final String EVENTS = event("12:00:00", "주문-1", 100)
            + event("12:00:10", "주문-1", 2310)
            + event("12:00:20", "order-2", 5000)
            + event("12:00:30", "주문-1", 90);

    @TempDir
    Path folder;

    private String rules = "";

    @BeforeEach
    void writeRules() throws IOException {
        rules = file("rules.json", RULES);
    }

    @Test
    void changesAreWrittenAsLinesAndTheSummaryBesideThem() throws IOException {
        CommandRun run = CommandRun.of("replay", "--rules", rules, file("events.jsonl", EVENTS));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
{"time":"2022-06-19T12:00:10Z","rule":"slow","labels":{"okindName":"btf-order","oname":"주문-1"},"from":"inactive","to":"firing","level":"warning","value":2310.0,"reason":"condition","since":"2022-06-19T12:00:10Z","alert":"slow-bdc3d987-20220619T120010Z","sequence":1}
{"time":"2022-06-19T12:00:20Z","rule":"slow","labels":{"okindName":"btf-order","oname":"order-2"},"from":"inactive","to":"firing","level":"warning","value":5000.0,"reason":"condition","since":"2022-06-19T12:00:20Z","alert":"slow-c6940087-20220619T120020Z","sequence":1}
{"time":"2022-06-19T12:00:30Z","rule":"slow","labels":{"okindName":"btf-order","oname":"주문-1"},"from":"firing","to":"resolved","level":"warning","value":90.0,"reason":"recovery","since":"2022-06-19T12:00:30Z","alert":"slow-bdc3d987-20220619T120010Z","sequence":2}
""");
        assertThat(run.err())
                .containsPattern("(?m)^ +4 events in \\d+\\.\\d\\d s, [\\d,]+ events/s$")
                .containsPattern("(?m)^ +3 transitions$")
                .containsPattern("(?m)^ +2 +1 +1  slow$")
                .containsPattern("(?m)^ +1 rule without an alert$")
                .doesNotContain("quiet", "bad lines", "\u001b");
    }

    @Test
    void theSummaryTellsWhatWasMissingWhereARuleCouldNotJudge() throws IOException {
        String events = file("events.jsonl", EVENTS.replaceFirst("\"resp_time\":", "\"resp_tme\":"));

        assertThat(CommandRun.of("replay", "--rules", rules, events).err())
                .containsPattern("(?m)^ +1  slow: resp_time 1$");
        assertThat(CommandRun.of("replay", "--rules", rules, "--format", "json", events)
                        .err())
                .contains("\"unknown\":{\"slow\":{\"count\":1,\"names\":{\"resp_time\":1}}");
    }

    @Test
    void equalInputGivesEqualBytesInAFileToo() throws IOException {
        String events = file("events.jsonl", EVENTS);
        Path out = folder.resolve("changes.jsonl");

        CommandRun toFile = CommandRun.of("replay", "--rules", rules, "--out", out.toString(), events);
        CommandRun toStream = CommandRun.of("replay", "--rules", rules, events);

        assertThat(toFile.out()).isEmpty();
        assertThat(Files.readString(out)).isEqualTo(toStream.out()).isNotEmpty();
    }

    @Test
    void severalFilesAreMergedByTimeWhateverTheirOrderAndPacking() throws IOException {
        String[] lines = EVENTS.split("(?<=\n)");
        String expected = CommandRun.of("replay", "--rules", rules, file("all.jsonl", EVENTS))
                .out();
        Path packed = folder.resolve("odd.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write((lines[1] + lines[3]).getBytes(StandardCharsets.UTF_8));
        }

        CommandRun run = CommandRun.withInput(lines[0] + lines[2], "replay", "--rules", rules, packed.toString(), "-");

        assertThat(run.out()).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void badLinesAreToldWithTheirNumberAndSkipped() throws IOException {
        String expected = CommandRun.of("replay", "--rules", rules, file("good.jsonl", EVENTS))
                .out();
        String events = file("events.jsonl", "nonsense\n" + EVENTS + "\n{\"category\":\"app_counter\"}\n");

        CommandRun run = CommandRun.of("replay", "--rules", rules, events);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(expected);
        assertThat(run.err())
                .contains(events + ":1:1: not JSON")
                .contains(events + ":7:1: \"time\" is missing")
                .containsPattern("(?m)^ +2 bad lines$");
    }

    @Test
    void onlyTheFirstBadLinesAreToldOneByOne() throws IOException {
        CommandRun run = CommandRun.of("replay", "--rules", rules, file("events.jsonl", "x\n".repeat(1000)));

        assertThat(run.err().lines().filter(line -> line.contains("not JSON"))).hasSize(20);
        assertThat(run.err()).contains("further bad lines are only counted").containsPattern(" 1,000 bad lines");
    }

    @Test
    void strictStopsAtTheFirstBadLine() throws IOException {
        String events = file("events.jsonl", EVENTS.replaceFirst("\n", "\nnonsense\n"));

        CommandRun run = CommandRun.of("replay", "--strict", "--rules", rules, events);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(events + ":2:1: ").doesNotContain("transitions");
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"in.jsonl", "./in.jsonl", "link.jsonl", "rules.json"})
    void noFileThatIsReadIsOverwritten(String out) throws IOException {
        String events = file("in.jsonl", EVENTS);
        Files.createLink(folder.resolve("link.jsonl"), Path.of(events));

        CommandRun run = CommandRun.of("replay", "--rules", rules, "--out", folder + "/" + out, events);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("would overwrite ");
        assertThat(Files.readString(Path.of(events))).isEqualTo(EVENTS);
    }

    @Test
    void timeStopsAtTheLastEventOrGoesOnUntilToldOtherwise() throws IOException {
        String events = file("events.jsonl", EVENTS);

        CommandRun stopped = CommandRun.of("replay", "--rules", rules, events);
        CommandRun goneOn = CommandRun.of("replay", "--rules", rules, "--until", "2022-06-19T22:00:00+09:00", events);

        assertThat(stopped.out()).doesNotContain("no_data");
        assertThat(goneOn.out())
                .startsWith(stopped.out())
                .endsWith("\n")
                .contains(
                        "{\"time\":\"2022-06-19T12:15:20Z\",\"rule\":\"slow\",\"labels\":{\"okindName\":\"btf-order\","
                                + "\"oname\":\"order-2\"},\"from\":\"firing\",\"to\":\"resolved\"",
                        "\"reason\":\"no_data\"");
    }

    @Test
    void laterEventsThanUntilArePassedOver() throws IOException {
        CommandRun run = CommandRun.of(
                "replay", "--rules", rules, "--until", "2022-06-19T12:00:15Z", file("events.jsonl", EVENTS));

        assertThat(run.out().lines()).singleElement().asString().contains("주문-1", "\"to\":\"firing\"");
        assertThat(run.err()).containsPattern("(?m)^ +2 events after the end of the replay$");
    }

    @Test
    void theSummaryIsAlsoThereAsJson() throws IOException {
        CommandRun run = CommandRun.of(
                "replay",
                "--format=json",
                "--rules",
                rules,
                "--receivers",
                file("receivers.json", RECEIVERS),
                file("events.jsonl", EVENTS));

        assertThat(run.err().replaceAll("\"seconds\":[^,]+,\"eventsPerSecond\":\\d+,", ""))
                .isEqualTo("{\"events\":4,\"badLines\":0,\"lateEvents\":0,\"refusedEvents\":0,\"eventsAfterEnd\":0,"
                        + "\"transitions\":3,\"rules\":{\"slow\":{\"fired\":2,\"resolved\":1,\"firing\":1},"
                        + "\"quiet\":{\"fired\":0,\"resolved\":0,\"firing\":0}},\"unknown\":{},\"notified\":false,"
                        + "\"notices\":{\"order-team\":3,\"night\":0}}\n");
    }

    @Test
    void withoutNotifyNobodyIsToldAndTheNoticesAreCounted() throws IOException {
        CommandRun run = CommandRun.of(
                "replay",
                "--rules",
                rules,
                "--receivers",
                file("receivers.json", RECEIVERS),
                "--out",
                folder.resolve("out").toString(),
                file("events.jsonl", EVENTS));

        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("nothing was sent")
                .containsPattern("(?m)^ +3  order-team$")
                .containsPattern("(?m)^ +0  night$");
    }

    @Test
    void withNotifyTheReceiversAreTold() throws IOException {
        CommandRun run = CommandRun.of(
                "replay",
                "--notify",
                "--rules",
                rules,
                "--receivers",
                file("receivers.json", RECEIVERS),
                "--out",
                folder.resolve("out").toString(),
                file("events.jsonl", EVENTS));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("주문-1", "order-2", "2022-06-19 21:00:10 +0900");
        assertThat(run.err()).doesNotContain("nothing was sent");
    }

    @Test
    void messagesDoNotStandBetweenTheChanges() throws IOException {
        CommandRun run = CommandRun.of(
                "replay",
                "--notify",
                "--rules",
                rules,
                "--receivers",
                file("receivers.json", RECEIVERS),
                file("events.jsonl", EVENTS));

        assertThat(run.out().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"time\":"));
        assertThat(run.err()).contains("2022-06-19 21:00:10 +0900");
    }

    @Test
    void noticesThatNobodyTakesGiveThree() throws IOException {
        HttpServer nobody = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        nobody.start();
        try {
            String receivers = RECEIVERS
                    .replace(
                            "\"type\": \"console\", \"tags\": [\"order\"]",
                            "\"type\": \"slack\", \"tags\": [\"order\"], \"webhookUrl\": \"http://127.0.0.1:"
                                    + nobody.getAddress().getPort() + "/sesame\"")
                    .replace("\"version\": 1", "\"version\": 1, \"allowPrivateNetworks\": true");

            CommandRun run = CommandRun.of(
                    "replay",
                    "--notify",
                    "--rules",
                    rules,
                    "--receivers",
                    file("receivers.json", receivers),
                    file("events.jsonl", EVENTS));

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("order-team did not arrive").doesNotContain("sesame");
        } finally {
            nobody.stop(0);
        }
    }

    @Test
    void rulesWithAnErrorAreNotReplayed() throws IOException {
        String wrong = file("wrong.json", RULES.replace("resp_time >= 2000", "resp_time >= "));
        Path out = folder.resolve("out");

        CommandRun run =
                CommandRun.of("replay", "--rules", wrong, "--out", out.toString(), file("events.jsonl", EVENTS));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("$.rules[0].condition: error").contains("nothing was started");
        assertThat(out).doesNotExist();
    }

    @Test
    void aTornFileIsNamed() throws IOException {
        Path torn = folder.resolve("torn.jsonl.gz");
        Files.write(torn, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2});

        CommandRun run = CommandRun.of("replay", "--rules", rules, torn.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("torn.jsonl.gz cannot be read on").doesNotContain("fault");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replay --rules RULES none.jsonl",
                "replay --rules none.json EVENTS",
                "replay --rules RULES --notify EVENTS",
                "replay --rules RULES --out EVENTS EVENTS",
                "replay --rules RULES --until yesterday EVENTS",
                "replay --rules RULES --drain 30 EVENTS",
                "replay --rules RULES --out /no/such/folder/x EVENTS",
                "replay --rules RULES",
            })
    void whatCannotBeUsedGivesTwo(String line) throws IOException {
        String events = file("events.jsonl", EVENTS);

        CommandRun run = CommandRun.of(
                line.replace("RULES", rules).replace("EVENTS", events).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isNotBlank().doesNotContain("fault in Watchfire", "\tat ");
        assertThat(Files.readString(Path.of(events))).isEqualTo(EVENTS);
    }

    private static String event(String timeOfDay, String oname, int respTime) {
        return "{\"time\":\"2022-06-19T" + timeOfDay
                + "Z\",\"category\":\"app_counter\",\"tags\":{\"okindName\":\"btf-order\"," + "\"oname\":\"" + oname
                + "\"},\"fields\":{\"resp_time\":" + respTime + "}}\n";
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}

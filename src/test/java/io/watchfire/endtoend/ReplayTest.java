package io.watchfire.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded events give the same changes whenever they are replayed. */
class ReplayTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aDayOfAShopGivesTheKnownChangesAndEqualBytesTwice() throws Exception {
        Path day = data("nezha/ob-2022-08-23-metrics.jsonl.gz");
        String both = """
                {"version": 1, "rules": [
                  {"id": "cpu", "category": "pod", "condition": "cpu >= 80", "groupBy": ["oname"]},
                  {"id": "slow", "category": "pod", "condition": "resp_time_p95 >= 2000", "groupBy": ["oname"]}]}
                """;

        String changes = replay(both, day);

        assertThat(count(changes, "cpu", "firing")).isEqualTo(17);
        assertThat(count(changes, "cpu", "resolved")).isEqualTo(17);
        assertThat(count(changes, "slow", "firing")).isEqualTo(48);
        assertThat(count(changes, "slow", "resolved")).isEqualTo(48);
        assertThat(replay(both, day)).isEqualTo(changes);
        assertThat(replay(shuffled(both, 1), day).lines().sorted())
                .isEqualTo(changes.lines().sorted().toList());
    }

    @Test
    void theOrderOfRulesChangesOnlyTheOrderOfLines() throws Exception {
        String rules = resource("/io/watchfire/examples/rules/shop.json");
        Path events = Files.writeString(folder.resolve("events.jsonl"), shopEvents());
        String changes = replay(rules, events);

        assertThat(changes.lines()).hasSizeGreaterThan(100);
        assertThat(replay(rules, events)).isEqualTo(changes);
        for (int seed = 1; seed <= 3; seed++) {
            assertThat(replay(shuffled(rules, seed), events).lines().sorted().toList())
                    .as("seed %d", seed)
                    .isEqualTo(changes.lines().sorted().toList());
        }
    }

    private static Path data(String file) {
        String data = System.getProperty("watchfire.data", "");
        assumeTrue(!data.isEmpty(), "no recorded data: give their folder with -Dwatchfire.data=");
        Path path = Path.of(data, file);
        assertThat(path).exists();
        return path;
    }

    private String replay(String rules, Path events) throws Exception {
        Path file = Files.writeString(folder.resolve("rules.json"), rules);
        WatchfireProcess run =
                WatchfireProcess.run(folder, Map.of(), "", "replay", "--rules", file.toString(), events.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    private static long count(String changes, String rule, String to) throws IOException {
        long count = 0;
        for (String line : changes.lines().toList()) {
            JsonNode change = JSON.readTree(line);
            count += change.get("rule").asText().equals(rule)
                            && change.get("to").asText().equals(to)
                    ? 1
                    : 0;
        }
        return count;
    }

    private static String shuffled(String rules, long seed) throws IOException {
        ObjectNode file = (ObjectNode) JSON.readTree(rules);
        List<JsonNode> order = new ArrayList<>();
        file.get("rules").forEach(order::add);
        Collections.shuffle(order, new Random(seed));
        ArrayNode shuffled = file.putArray("rules");
        order.forEach(shuffled::add);
        return JSON.writeValueAsString(file);
    }

    /** An hour of the shop's services, going up and down; the same each time. */
    private static String shopEvents() {
        List<String> services = List.of("promotion", "contract", "member", "charlotte", "order", "focommon");
        Random random = new Random(7);
        StringBuilder events = new StringBuilder();
        for (int second = 0; second < 3600; second += 15) {
            for (String service : services) {
                events.append("""
                        {"time":"2026-06-19T20:%02d:%02d+09:00","category":"app_counter",\
                        "tags":{"okindName":"btf-%s","oname":"%s-%d"},"fields":{"resp_time":%d,"sql_fetch_count":%d}}
                        """.formatted(
                                second / 60,
                                second % 60,
                                service,
                                service,
                                second % 2,
                                random.nextInt(3000),
                                random.nextInt(200_000)));
            }
        }
        return events.toString();
    }

    private static String resource(String name) throws IOException {
        try (var in = ReplayTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}

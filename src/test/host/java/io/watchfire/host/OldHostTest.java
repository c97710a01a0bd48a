package io.watchfire.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.evaluator.alert.TransitionJson;
import io.watchfire.evaluator.event.EventReader;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import io.watchfire.runtime.AlertService;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.antlr.v4.runtime.RuntimeMetaData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassWriter;

/** Watchfire's own jars on the class path of an application that pins old ANTLR, ASM, Caffeine and Jackson. */
class OldHostTest {
    private static final String RULES = """
            {"version": 1, "rules": [
              {"id": "slow", "name": "주문이 느립니다 🔥", "category": "app_counter", "receiverTags": ["ops"],
               "target": "okindName like 'btf-*' and not (oname matches '.*-dev-[0-9]+')",
               "condition": "(tx_error / tx_count) * 100 > 5 or resp_time >= 2000"}]}
            """;

    private static final String RECEIVERS = """
            {"version": 1, "receivers": [{"name": "terminal", "type": "console", "tags": ["ops"]}]}
            """;

    private final PrintStream console = System.out;

    @ParameterizedTest
    @CsvSource({
        "antlr4-runtime, host.antlr.version",
        "asm, host.asm.version",
        "caffeine, host.caffeine.version",
        "jackson-core, host.jackson.version",
        "jackson-databind, host.jackson.version"
    })
    void theHostsVersionIsTheOneOnTheClassPath(String artifact, String property) {
        Map<String, Class<?>> samples = Map.of(
                "antlr4-runtime", RuntimeMetaData.class,
                "asm", ClassWriter.class,
                "caffeine", Caffeine.class,
                "jackson-core", JsonFactory.class,
                "jackson-databind", ObjectMapper.class);

        assertThat(jarOf(samples.get(artifact)).getFileName())
                .hasToString(artifact + "-" + System.getProperty(property) + ".jar");
    }

    @Test
    void rulesAreLoadedJudgedAndTold(@TempDir Path folder) throws Exception {
        assumeTrue(
                Files.isRegularFile(jarOf(RuleLanguage.class)),
                "the rule language is not packed into a jar yet: run the phase package or later");
        Path rules = Files.writeString(folder.resolve("rules.json"), RULES);
        Path receivers = Files.writeString(folder.resolve("receivers.json"), RECEIVERS);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<String> transitions = new CopyOnWriteArrayList<>();

        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (AlertService alerts = AlertService.builder()
                .rules(RuleFile.load(rules).orElseThrow())
                .receivers(ReceiverFile.load(receivers, Map.of()).orElseThrow())
                .clock(InstantSource.fixed(Instant.parse("2026-06-19T11:02:00Z")))
                .onTransition(transition -> transitions.add(TransitionJson.line(transition)))
                .start()) {
            EventReader reader = new EventReader();
            alerts.accept(reader.read(event(310, 0)));
            alerts.accept(reader.read(event(2310, 1)));
            alerts.accept(reader.read(event(295, 2)));
            alerts.drain(Duration.ofSeconds(30));
        } finally {
            System.setOut(console);
        }

        assertThat(transitions).hasSize(2);
        assertThat(transitions.get(0)).contains("\"rule\":\"slow\"", "\"from\":\"inactive\",\"to\":\"firing\"");
        assertThat(transitions.get(1)).contains("\"from\":\"firing\",\"to\":\"resolved\"");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("주문이 느립니다 🔥", "RECOVERED");
    }

    @Test
    void allThatIsWrongWithARuleFileIsTold() {
        String json = RULES.replace("resp_time >= 2000", "resp_time => 2000").replace("\"category\"", "\"categorie\"");

        assertThat(RuleFile.parse("rules.json", json).problems())
                .extracting(problem -> problem.code())
                .contains("single-equals", "unknown-key");
    }

    private static byte[] event(int millis, int minute) {
        return """
                {"time": "2026-06-19T20:0%d:00+09:00", "category": "app_counter",
                 "tags": {"okindName": "btf-order", "oname": "주문-1"}, "fields": {"resp_time": %d, "tx_count": 9, "tx_error": 0}}
                """.formatted(minute, millis).getBytes(StandardCharsets.UTF_8);
    }

    private static Path jarOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}

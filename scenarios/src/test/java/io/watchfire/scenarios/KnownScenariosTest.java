package io.watchfire.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.scenarios.file.Scenario;
import io.watchfire.scenarios.file.ScenarioFile;
import io.watchfire.scenarios.run.ScenarioRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios whose answers others gave: those of other projects' tests and documents. */
class KnownScenariosTest {
    private static final List<String> FILES = List.of(
            "active-time.json",
            "dedup-identity.json",
            "lateness.json",
            "levels-hysteresis.json",
            "no-data.json",
            "occurrences.json",
            "restart-reload.json",
            "routing-policy.json",
            "state-machine.json",
            "windows.json");

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void scenarioComesOutAsOthersSay(String name, Scenario scenario) {
        assertThat(ScenarioRun.of(scenario).differencesText()).isEmpty();
    }

    static Stream<Arguments> scenarios() throws Exception {
        Stream.Builder<Arguments> all = Stream.builder();
        for (String file : FILES) {
            Path path = Path.of(KnownScenariosTest.class.getResource(file).toURI());
            LoadResult<ScenarioFile> loaded = ScenarioFile.load(path, Map.of());
            for (Scenario scenario : loaded.orElseThrow().scenarios()) {
                all.add(Arguments.of(file + ": " + scenario.name(), scenario));
            }
        }
        return all.build();
    }
}

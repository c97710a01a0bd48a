package io.watchfire.scenarios.junit;

import io.watchfire.evaluator.json.LoadException;
import io.watchfire.scenarios.file.Scenario;
import io.watchfire.scenarios.file.ScenarioFile;
import io.watchfire.scenarios.run.ScenarioResult;
import io.watchfire.scenarios.run.ScenarioRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Makes each scenario a test of JUnit 5.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicContainer> alerts() {
 *     return ScenarioTests.of(Path.of("src/test/scenarios"));
 * }
 * }</pre>
 */
public final class ScenarioTests {
    private ScenarioTests() {}

    /** The scenarios of files and folders; as {@link #of(Map, Path...)} with the environment of this process. */
    public static Stream<DynamicContainer> of(Path... files) {
        return of(System.getenv(), files);
    }

    /**
     * A container for each file, in it a test for each scenario. Of a folder, all files that end in {@code .json} are
     * taken, by name, but for rule and receiver files that lie beside them; folders in it are not looked into. Which of them
     * are there is settled now, what is in them when the tests are about to run.
     *
     * @param environment what <code>${env:NAME}</code> stands for in receivers
     * @throws UncheckedIOException if a folder cannot be read
     * @throws IllegalArgumentException if there is no such file at all: no test would run, and nobody would notice
     */
    public static Stream<DynamicContainer> of(Map<String, String> environment, Path... files) {
        List<Path> found =
                Stream.of(files).flatMap(file -> filesOf(file).stream()).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no scenario file in " + List.of(files));
        }
        return found.stream().map(file -> container(file, environment));
    }

    private static List<Path> filesOf(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.filter(child -> child.toString().endsWith(".json"))
                    .filter(child -> !ScenarioFile.isOfAnotherKind(child))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws LoadException if the file cannot be used */
    private static DynamicContainer container(Path file, Map<String, String> environment) {
        ScenarioFile scenarios = ScenarioFile.load(file, environment).orElseThrow();
        Path name = file.getFileName();
        return DynamicContainer.dynamicContainer(
                String.valueOf(name == null ? file : name),
                file.toUri(),
                scenarios.scenarios().stream().map(scenario -> test(file, scenario)));
    }

    private static DynamicTest test(Path file, Scenario scenario) {
        URI place = URI.create(file.toUri() + "?line=" + scenario.line());
        return DynamicTest.dynamicTest(scenario.name(), place, () -> {
            ScenarioResult result = ScenarioRun.of(scenario);
            if (!result.passed()) {
                throw new AssertionError(scenario.name() + "\n" + result.differencesText());
            }
        });
    }
}

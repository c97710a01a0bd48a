package io.watchfire.scenarios.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.evaluator.json.LoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTestsTest {
    @TempDir
    Path folder;

    /** The example of the documents, run the way a user's own build runs it. */
    @TestFactory
    Stream<DynamicContainer> theExampleOfTheDocumentsPasses() throws Exception {
        return ScenarioTests.of(Path.of(
                ScenarioTestsTest.class.getResource("../formats-example.json").toURI()));
    }

    @Test
    void aScenarioThatComesOutOtherwiseFailsWithTheDifference() throws IOException {
        file(
                "late.json",
                example().replace("\"at\": \"2m\", \"rule\": \"slow\"", "\"at\": \"90s\", \"rule\": \"slow\""));

        List<DynamicTest> tests = tests();

        assertThat(tests)
                .extracting(DynamicTest::getDisplayName)
                .containsExactly("fires after a minute, resolves at once");
        assertThatThrownBy(() -> tests.get(0).getExecutable().execute())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("fires after a minute, resolves at once\n")
                .hasMessageContainingAll("expected: {\"at\": \"1m30s\"", "nearest:  {\"at\": \"2m\"", "(another at)");
    }

    @Test
    void everyJsonFileOfAFolderIsAContainerByName() throws IOException {
        file("b.json", example());
        file("a.json", example());
        file("notes.txt", "no scenario");
        file("rules.json", "{\"version\": 1, \"rules\": []}");

        assertThat(ScenarioTests.of(Map.of(), folder))
                .extracting(DynamicContainer::getDisplayName)
                .containsExactly("a.json", "b.json");
        for (DynamicTest test : tests()) {
            assertThatCode(() -> test.getExecutable().execute()).doesNotThrowAnyException();
        }
    }

    @Test
    void aFileThatCannotBeUsedIsNoSilence() throws IOException {
        file("bad.json", example().replace("\"until\"", "\"untill\""));

        assertThatThrownBy(this::tests).isInstanceOf(LoadException.class).hasMessageContaining("untill");
    }

    @Test
    void aFolderWithoutScenariosIsNoSilenceEither() {
        assertThatThrownBy(() -> ScenarioTests.of(Map.of(), folder)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<DynamicTest> tests() {
        return ScenarioTests.of(Map.of(), folder)
                .flatMap(DynamicContainer::getChildren)
                .map(DynamicTest.class::cast)
                .toList();
    }

    private static String example() throws IOException {
        try (InputStream in = ScenarioTestsTest.class.getResourceAsStream("../formats-example.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}

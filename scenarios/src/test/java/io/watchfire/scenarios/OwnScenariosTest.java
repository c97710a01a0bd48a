package io.watchfire.scenarios;

import io.watchfire.scenarios.junit.ScenarioTests;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Scenarios whose answers were reasoned from the documents, mark by mark. */
class OwnScenariosTest {
    @TestFactory
    Stream<DynamicContainer> scenarioComesOutAsTheDocumentsSay() throws Exception {
        return ScenarioTests.of(
                Path.of(OwnScenariosTest.class.getResource("own").toURI()));
    }

    @TestFactory
    Stream<DynamicContainer> theExamplesPass() {
        return ScenarioTests.of(Path.of("../examples/scenarios"));
    }
}

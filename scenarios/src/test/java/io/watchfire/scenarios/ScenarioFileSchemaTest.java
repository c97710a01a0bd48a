package io.watchfire.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.watchfire.scenarios.file.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published JSON Schema and the loader say the same of a file, as far as a schema can. */
class ScenarioFileSchemaTest {
    private static final String GOOD = """
            {"scenarios": [{"name": "n", "rules": {"version": 1, "rules": [{"id": "r", "category": "c", "condition": "v > 1"}]},
             "engine": {"maxSeries": 3}, "start": 0,
             "series": [{"category": "c", "tags": {"h": "a"}, "field": "v", "every": "10s", "values": "1 2x3 _"}],
             "events": [{"at": "5s", "time": "4s", "category": "c", "fields": {"v": null}}],
             "until": "1m", "expect": {"transitions": [{"at": "10s", "to": "firing", "sequence": 1}], "exactly": ["transitions"]}}]}
            """;

    private static Schema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("..", "schemas", "scenario-file.schema.json")));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"name\": \"n\"                | \"name\": \"n\"          | good",
                "\"name\": \"n\"                | \"name\": \" \"          | bad",
                "\"name\": \"n\",               | \"nome\": \"n\",         | bad",
                "\"start\": 0                   | \"start\": true          | bad",
                "\"start\": 0                   | \"note\": \"x\"          | good",
                "\"maxSeries\": 3               | \"maxSeries\": 0         | bad",
                "\"maxSeries\": 3               | \"maxAhead\": \"1m30s\"  | good",
                "\"every\": \"10s\"             | \"every\": \"10\"        | bad",
                "\"every\": \"10s\",            |                          | bad",
                "\"at\": \"5s\", \"time\"       | \"time\"                 | bad",
                "\"v\": null                    | \"v\": [1]               | bad",
                "\"v\": null                    | \"v\": \"text\"          | good",
                "{\"h\": \"a\"}                 | {\"h\": 1}               | bad",
                "\"to\": \"firing\"             | \"to\": \"burning\"      | bad",
                "\"to\": \"firing\"             | \"reason\": \"no_data\"  | good",
                "\"sequence\": 1                | \"sequence\": 0          | bad",
                "\"exactly\": [\"transitions\"] | \"exactly\": [\"all\"]   | bad",
                "\"until\": \"1m\"              | \"until\": \"later\"     | bad",
                "\"until\": \"1m\"              | \"actions\": [{\"at\": \"1s\", \"restart\": true}]    | good",
                "\"until\": \"1m\"              | \"actions\": [{\"at\": \"1s\"}]                       | bad",
                "\"until\": \"1m\"              | \"actions\": [{\"at\": \"1s\", \"restart\": {}}]      | bad",
                "\"scenarios\"                  | \"scenario\"             | bad",
            })
    void schemaAndLoaderAgree(String part, String replacement, String verdict) {
        assertThat(GOOD).contains(part);
        String json = GOOD.replace(part, replacement == null ? "" : replacement);

        assertThat(schema.validate(json, InputFormat.JSON).isEmpty())
                .as("schema")
                .isEqualTo(verdict.equals("good"));
        assertThat(ScenarioFile.parse("s.json", json, Path.of("."), Map.of())
                        .value()
                        .isPresent())
                .as("loader")
                .isEqualTo(verdict.equals("good"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyScenarioFileHereIsGood(Path file) throws IOException {
        assertThat(schema.validate(Files.readString(file), InputFormat.JSON)).isEmpty();
    }

    static Stream<Path> files() throws Exception {
        Path folder = Path.of(ScenarioFileSchemaTest.class.getResource("own").toURI());
        Stream<Path> own = Stream.of(folder, folder.getParent(), Path.of("../examples/scenarios"))
                .flatMap(ScenarioFileSchemaTest::children);
        return own.filter(file -> file.toString().endsWith(".json") && !ScenarioFile.isOfAnotherKind(file));
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

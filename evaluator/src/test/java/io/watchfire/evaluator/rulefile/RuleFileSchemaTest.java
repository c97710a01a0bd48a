package io.watchfire.evaluator.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The published JSON Schema and the loader say the same of a file, as far as a schema can. */
class RuleFileSchemaTest {
    private static Schema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("..", "schemas", "rule-file.schema.json")));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "schema-cases.txt", delimiter = '\t', quoteCharacter = '\0')
    void schemaAndLoaderAgree(String verdict, String json) {
        boolean good = verdict.equals("good");

        assertThat(schema.validate(json, InputFormat.JSON).isEmpty())
                .as("schema")
                .isEqualTo(good);
        assertThat(RuleFile.parse("rules.json", json).value().isPresent())
                .as("loader")
                .isEqualTo(good);
    }
}

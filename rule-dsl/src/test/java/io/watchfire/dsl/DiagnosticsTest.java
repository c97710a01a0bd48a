package io.watchfire.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole messages, as people read them: see the files in the folder {@code diagnostics} of the test resources. */
class DiagnosticsTest {
    static final List<String> FILES = List.of(
            "characters",
            "numbers",
            "texts",
            "syntax",
            "habits",
            "names",
            "functions",
            "types",
            "units",
            "aggregates",
            "patterns",
            "warnings");

    static Stream<Diagnostic> diagnostics() {
        return FILES.stream().flatMap(file -> Diagnostic.all("diagnostics/" + file + ".txt").stream());
    }

    @ParameterizedTest
    @MethodSource("diagnostics")
    void saysWhatIsWrongWhereAndWhatToDo(Diagnostic diagnostic) {
        assertThat(diagnostic.rendered()).isEqualTo(diagnostic.expected());
    }

    @ParameterizedTest
    @ValueSource(strings = {"characters", "syntax", "names", "types", "units", "warnings"})
    void everyFileHasItsBlocks(String file) {
        assertThat(Diagnostic.all("diagnostics/" + file + ".txt")).hasSizeGreaterThan(10);
    }

    /**
     * Writes the files anew, to be reviewed as a change: {@code ./mvnw -pl rule-dsl test -Dtest=DiagnosticsTest
     * -Dwatchfire.diagnostics=write}.
     */
    @Test
    @EnabledIfSystemProperty(named = "watchfire.diagnostics", matches = "write")
    void writesTheFilesAnew() throws IOException {
        Path folder = Path.of("src/test/resources/io/watchfire/dsl/diagnostics");
        for (String file : FILES) {
            Path path = folder.resolve(file + ".txt");
            List<Diagnostic> blocks = Diagnostic.parse(Files.readString(path));
            Files.writeString(path, blocks.stream().map(Diagnostic::block).collect(Collectors.joining("\n")));
            assertThat(blocks).isNotEmpty();
        }
    }
}

package io.watchfire.notifiers.receiverfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.notifiers.receiver.ReceiverSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loads the receivers that the pages show. */
class ReceiverPagesTest {
    private static final Pattern BLOCK = Pattern.compile("```json receivers\n(.*?)```", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z_]+)}");

    @ParameterizedTest
    @CsvSource({"receivers.md, 7", "write-a-receiver.md, 1"})
    void everyReceiverOfThePagesIsGood(String page, int count) throws IOException {
        String text = Files.readString(Path.of("..", "docs", page));
        Map<String, String> environment = new HashMap<>();
        VARIABLE.matcher(text).results().forEach(match -> environment.put(match.group(1), "https://example.com/x"));
        List<ReceiverSet> loaded = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            loaded.add(ReceiverFile.parse(page, block.group(1), Path.of("."), environment)
                    .orElseThrow());
        }

        assertThat(loaded).hasSize(count);
    }
}

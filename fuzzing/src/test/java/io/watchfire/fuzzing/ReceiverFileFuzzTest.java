package io.watchfire.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Whatever text is given as a receiver file: problems with their places, or receivers; and never a word of a secret. */
class ReceiverFileFuzzTest {
    private static final String TOKEN = "v3rysecrettoken";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("HOOK", "https://hooks.slack.com/services/T0/B0/" + TOKEN, "TOKEN", TOKEN);

    @FuzzTest
    @DictionaryFile(resourcePath = "receiver-file.dict")
    void anyText(byte[] input) {
        String json = new String(input, StandardCharsets.UTF_8);
        LoadResult<ReceiverSet> result =
                ReceiverFile.parse("receivers.json", json, Path.of("no-such-folder"), ENVIRONMENT);

        FileProblems.check(result, json);
        assertThat(result.value().toString()).doesNotContain(TOKEN);
        for (FileProblem problem : result.problems()) {
            assertThat(problem.render()).doesNotContain(TOKEN);
        }
    }
}

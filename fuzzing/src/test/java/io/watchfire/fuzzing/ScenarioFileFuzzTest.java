package io.watchfire.fuzzing;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.scenarios.file.ScenarioFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Whatever text is given as a scenario file: problems with their places, or scenarios. */
class ScenarioFileFuzzTest {
    @FuzzTest
    @DictionaryFile(resourcePath = "scenario-file.dict")
    void anyText(byte[] input) {
        String json = new String(input, StandardCharsets.UTF_8);
        LoadResult<ScenarioFile> result = ScenarioFile.parse(
                "scenarios.json", json, Path.of("no-such-folder"), Map.of("HOOK", "https://example.com/x"));

        FileProblems.check(result, json);
    }
}

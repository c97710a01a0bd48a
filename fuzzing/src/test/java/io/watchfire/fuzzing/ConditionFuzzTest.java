package io.watchfire.fuzzing;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever text is given as a condition: problems with their places, or an expression that can be written and run. */
class ConditionFuzzTest {
    @FuzzTest
    @DictionaryFile(resourcePath = "condition.dict")
    void anyText(byte[] input) {
        Conditions.check(new String(input, StandardCharsets.UTF_8));
    }
}

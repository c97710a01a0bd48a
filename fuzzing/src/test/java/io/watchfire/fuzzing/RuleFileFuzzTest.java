package io.watchfire.fuzzing;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.alert.TransitionJson;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Whatever text is given as a rule file: problems with their places, or rules that can be run. */
class RuleFileFuzzTest {
    private static final long START = Instant.parse("2026-06-19T11:00:00Z").toEpochMilli();

    @FuzzTest
    @DictionaryFile(resourcePath = "rule-file.dict")
    void anyText(byte[] input) {
        String json = new String(input, StandardCharsets.UTF_8);
        LoadResult<RuleSet> result = RuleFile.parse("rules.json", json);

        FileProblems.check(result, json);
        result.value().ifPresent(RuleFileFuzzTest::run);
    }

    private static void run(RuleSet rules) {
        AlertEngine engine = new AlertEngine(rules, EngineOptions.DEFAULT);
        for (int i = 0; i < 6; i++) {
            for (Rule rule : rules.rules()) {
                engine.process(event(rule.category(), START + i * 1000L, i)).forEach(TransitionJson::line);
            }
        }
        engine.advanceTo(START + Duration.ofMinutes(20).toMillis()).forEach(TransitionJson::line);
    }

    private static Event event(String category, long time, int number) {
        return Event.of(category)
                .at(time)
                .tag("h", number % 2 == 0 ? "x" : "서버 🔥")
                .tag("okindName", "btf-order")
                .field("v", number * 1000.0)
                .field("resp_time", number == 3 ? null : 4000.0 - number * 1000)
                .field("s", "a*b" + number)
                .field("up", number % 3 == 0)
                .build();
    }
}

package io.watchfire.evaluator.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileFuzzTest {
    private static final String FILE = """
            {"version": 1, "categories": {"앱": {"title": "App", "tags": ["h"], "fields": {"v": "ms", "s": "text"}}},
             "defaults": {"for": "1m", "noData": {"after": "5m"}, "labels": {"team": "주문 🔥"}},
             "rules": [
              {"id": "a", "category": "앱", "target": "h == 'x'", "condition": "avg(v) over 5m >= 2s and s like \\"a*\\"",
               "groupBy": ["h"], "message": "${h} \\u0041 ${v}", "activeTime": {"weekdays": ["fri-mon"], "times": ["22:00-06:00"]}},
              {"name": "B ㄱ", "category": "App", "levels": {"critical": {"when": "v > 5s", "for": "0s"}, "info": "v > 1"},
               "occurrences": {"count": 3, "within": "5m"}, "flap": {"changes": 3, "within": "1m"}},
              {"id": "c", "category": "앱", "when": "h == 'x' && v > 1"}
             ]}""";

    private static final String CHARACTERS = "{}[]\":,\\'$()&=<>ux09.- \n\0\u200b가🔥";

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aSpoiledFileGivesRulesOrErrorsWithTheirPlaces(long seed) {
        Random random = new Random(seed);
        int lines = (int) FILE.lines().count();
        for (int i = 0; i < 3_000; i++) {
            String json = spoiled(random);
            LoadResult<RuleSet> result = RuleFile.parse("rules.json", json);

            for (FileProblem problem : result.problems()) {
                assertThat(problem.line()).as(json).isBetween(1, lines + 3);
                assertThat(problem.column()).as(json).isPositive();
                assertThat(problem.path()).as(json).startsWith("$");
                assertThat(problem.render()).as(json).contains("^");
            }
        }
    }

    private static String spoiled(Random random) {
        StringBuilder json = new StringBuilder(FILE);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(json.length());
            char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            switch (random.nextInt(3)) {
                case 0 -> json.deleteCharAt(at);
                case 1 -> json.insert(at, c);
                default -> json.setCharAt(at, c);
            }
        }
        return json.toString();
    }
}

package io.watchfire.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import java.util.List;

/** What holds of all that is told about a file. */
final class FileProblems {
    private FileProblems() {}

    static void check(LoadResult<?> result, String json) {
        List<String> lines = List.of(json.split("\n", -1));
        for (FileProblem problem : result.problems()) {
            assertThat(problem.line()).as("%s", problem).isBetween(1, lines.size());
            String line = lines.get(problem.line() - 1);
            assertThat(problem.column()).as("%s", problem).isBetween(1, line.codePointCount(0, line.length()) + 1);
            assertThat(problem.path()).startsWith("$");
            assertThat(problem.code()).matches("[a-z]+(-[a-z]+)*");
            assertThat(problem.message()).isNotBlank();
            assertThat(problem.render()).contains(problem.message());
        }
        assertThat(result.value().isEmpty())
                .isEqualTo(result.problems().stream().anyMatch(FileProblem::isError));
    }
}

package io.watchfire.evaluator.json;

import java.util.List;
import java.util.Optional;

/**
 * What came of loading files: the value, or all that is wrong with them; warnings come with either.
 *
 * @param value present if and only if no problem is an error
 * @param problems errors and warnings, in order of the files and their places in them
 */
public record LoadResult<T>(Optional<T> value, List<FileProblem> problems) {
    public LoadResult {
        problems = List.copyOf(problems);
        if (value.isPresent() == problems.stream().anyMatch(FileProblem::isError)) {
            throw new IllegalArgumentException("a value is there if and only if there is no error");
        }
    }

    /** The value and the warnings that came with it. */
    public static <T> LoadResult<T> of(T value, List<FileProblem> warnings) {
        return new LoadResult<>(Optional.of(value), warnings);
    }

    /** No value; at least one of the problems is an error. */
    public static <T> LoadResult<T> failed(List<FileProblem> problems) {
        return new LoadResult<>(Optional.empty(), problems);
    }

    /**
     * The value.
     *
     * @throws LoadException if there is none; its message lists all problems
     */
    public T orElseThrow() {
        return value.orElseThrow(() -> new LoadException(problems));
    }
}

package io.watchfire.evaluator.json;

import java.util.List;
import java.util.stream.Collectors;

/** Files could not be used. The message lists all problems, each as {@link FileProblem#render} shows it. */
public final class LoadException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<FileProblem> problems;

    LoadException(List<FileProblem> problems) {
        super(problems.stream().map(FileProblem::render).collect(Collectors.joining("\n")));
        this.problems = problems;
    }

    /** All problems; empty after deserialization. */
    public List<FileProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}

package io.watchfire.dsl.parser;

import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with single tokens, and with what the tree makes of them. */
final class LexicalErrors {
    /** So much is told; whoever mends that finds the rest. */
    private static final int MAX_PROBLEMS = 100;

    private final Places places;
    private final List<Problem> problems = new ArrayList<>();

    LexicalErrors(Places places) {
        this.places = places;
    }

    void add(String code, Span span, String message, @Nullable String help) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(places.error(code, span, message, help));
        }
    }

    boolean told(String code) {
        return problems.stream().anyMatch(problem -> problem.code().equals(code));
    }

    List<Problem> all() {
        return problems;
    }
}

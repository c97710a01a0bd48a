package io.watchfire.scenarios.run;

import io.watchfire.dsl.DurationText;
import io.watchfire.scenarios.file.Expectations;
import io.watchfire.scenarios.file.Facts;
import io.watchfire.scenarios.file.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares a list of what happened with what was expected of it. */
final class ListCheck {
    /** More lines of one kind help nobody. */
    private static final int MOST_SHOWN = 10;

    /** Keys of transitions that are shown only where they were expected. */
    private static final List<String> DETAILS = List.of("time", "since", "alert", "sequence");

    private final Outcome outcome;
    private final List<Facts> expected;
    private final List<Facts> actual;
    private final Matching matching;
    private final List<Difference> differences = new ArrayList<>();

    private ListCheck(Outcome outcome, List<Facts> expected, List<Facts> actual) {
        this.outcome = outcome;
        this.expected = expected;
        this.actual = actual;
        this.matching = Matching.of(expected, actual);
    }

    static List<Difference> differences(Outcome outcome, Expectations expectations, List<Facts> actual) {
        ListCheck check = new ListCheck(outcome, expectations.of(outcome), actual);
        check.missing();
        if (expectations.exactly(outcome)) {
            check.unexpected();
        }
        return check.differences;
    }

    private void missing() {
        for (int i = 0; i < expected.size(); i++) {
            if (matching.actualOf(i) == Matching.NONE) {
                Facts wanted = expected.get(i);
                differences.add(new Difference(
                        outcome.text() + "[" + i + "]", wanted.toString(), got(wanted), nearest(wanted)));
            }
        }
    }

    private void unexpected() {
        List<Facts> others = free();
        for (Facts other : others.subList(0, Math.min(MOST_SHOWN, others.size()))) {
            differences.add(new Difference(outcome.text(), "nothing else", shown(other, Facts.NOTHING), null));
        }
        if (others.size() > MOST_SHOWN) {
            differences.add(new Difference(
                    outcome.text(), "nothing else", (others.size() - MOST_SHOWN) + " more that are not shown", null));
        }
    }

    /** What no expectation has. */
    private List<Facts> free() {
        return IntStream.range(0, actual.size())
                .filter(j -> !matching.isTaken(j))
                .mapToObj(actual::get)
                .toList();
    }

    /** What happened in place of the expected, at its time if it has one. */
    private String got(Facts wanted) {
        Duration at = wanted.at();
        if (at == null) {
            return actual.isEmpty() ? "nothing at all" : "nothing that fits and is not expected elsewhere";
        }
        List<Facts> there =
                free().stream().filter(facts -> at.equals(facts.at())).toList();
        if (there.isEmpty()) {
            boolean taken = actual.stream().anyMatch(facts -> at.equals(facts.at()));
            return (taken ? "nothing else at " : "nothing at ") + DurationText.format(at.toMillis());
        }
        return shown(there, wanted);
    }

    /** Those that share most keys, of these the one nearest in time; one that no expectation has, if there is any. */
    private @Nullable String nearest(Facts wanted) {
        List<Facts> candidates = free().isEmpty() ? actual : free();
        Facts nearest = null;
        for (Facts candidate : candidates) {
            if (nearest == null || isNearer(wanted, candidate, nearest)) {
                nearest = candidate;
            }
        }
        if (nearest == null) {
            return null;
        }
        List<String> differing = wanted.differing(nearest);
        String why = differing.isEmpty() ? "expected elsewhere, too" : "another " + String.join(", ", differing);
        return shown(nearest, wanted) + "  (" + why + ")";
    }

    private static boolean isNearer(Facts wanted, Facts candidate, Facts nearest) {
        int shared = Integer.compare(wanted.shared(candidate), wanted.shared(nearest));
        return shared > 0 || (shared == 0 && away(wanted, candidate) < away(wanted, nearest));
    }

    private static long away(Facts wanted, Facts candidate) {
        Duration at = wanted.at();
        Duration other = candidate.at();
        return at == null || other == null ? 0 : Math.abs(at.toMillis() - other.toMillis());
    }

    static String shown(List<Facts> all, Facts wanted) {
        List<String> lines = new ArrayList<>();
        all.stream().limit(MOST_SHOWN).forEach(facts -> lines.add(shown(facts, wanted)));
        if (all.size() > MOST_SHOWN) {
            lines.add((all.size() - MOST_SHOWN) + " more");
        }
        return String.join("\n", lines);
    }

    private static String shown(Facts facts, Facts wanted) {
        return facts.without(DETAILS, wanted).toString();
    }
}

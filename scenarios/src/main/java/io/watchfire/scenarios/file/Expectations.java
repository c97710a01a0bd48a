package io.watchfire.scenarios.file;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must come of a scenario. Immutable. */
public final class Expectations {
    private final Map<Outcome, List<Facts>> lists;
    private final Set<Outcome> exactly;

    Expectations(Map<Outcome, List<Facts>> lists, Set<Outcome> exactly) {
        this.lists = new EnumMap<>(Outcome.class);
        lists.forEach((outcome, facts) -> this.lists.put(outcome, List.copyOf(facts)));
        this.exactly = exactly.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(exactly));
    }

    /** The entries of a list, in the order of the file. */
    public List<Facts> of(Outcome outcome) {
        return lists.getOrDefault(outcome, List.of());
    }

    /** Whether nothing else may occur. */
    public boolean exactly(Outcome outcome) {
        return exactly.contains(outcome);
    }

    /** Whether the scenario says anything at all about it. */
    public boolean concern(Outcome outcome) {
        return !of(outcome).isEmpty() || exactly(outcome);
    }
}

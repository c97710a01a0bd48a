package io.watchfire.notifiers.policy;

import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.matcher.AlertFacts;
import io.watchfire.notifiers.matcher.ConditionIndex;
import io.watchfire.notifiers.store.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The silences, and what each holds back. */
final class Silences implements Stage {
    private static final class Entry {
        final Silence silence;
        final long number;
        final Set<Standing> waiting = new TreeSet<>(Standing.ORDER);

        Entry(Silence silence, long number) {
            this.silence = silence;
            this.number = number;
        }
    }

    /** The silence that an alert meets first, if it meets any. */
    private static final class First {
        @Nullable
        Entry found;
    }

    private final Map<String, Entry> byId = new LinkedHashMap<>();
    private final Marks marks;
    private ConditionIndex<Entry> index = new ConditionIndex<>();
    private long next;

    Silences(Marks marks) {
        this.marks = marks;
    }

    List<Silence> all() {
        return byId.values().stream().map(entry -> entry.silence).toList();
    }

    /** Null if there is none of that id. */
    @Nullable
    Silence get(String id) {
        Entry entry = byId.get(id);
        return entry == null ? null : entry.silence;
    }

    /** In which order silences came. */
    long numberOf(String id) {
        Entry entry = byId.get(id);
        return entry == null ? 0 : entry.number;
    }

    /** Takes a silence on; returns what another of that id held back. */
    List<Standing> add(Silence silence) {
        return add(silence, next);
    }

    List<Standing> add(Silence silence, long number) {
        List<Standing> released = remove(silence.id());
        byId.put(silence.id(), new Entry(silence, number));
        next = number + 1;
        marks.changed(Row.Kind.SILENCE, silence.id());
        indexAnew();
        return released;
    }

    /** Ends a silence; returns what it held back. */
    List<Standing> remove(String id) {
        Entry entry = byId.remove(id);
        if (entry == null) {
            return List.of();
        }
        marks.changed(Row.Kind.SILENCE, id);
        indexAnew();
        return List.copyOf(entry.waiting);
    }

    boolean has(String id) {
        return byId.containsKey(id);
    }

    /** Those that were to end with the last alert that they silence, if that is the one. */
    List<Silence> thatEndWith(Incident ended, Collection<Incident> others, long now) {
        List<Silence> found = new ArrayList<>();
        for (Entry entry : byId.values()) {
            Silence silence = entry.silence;
            boolean concerned =
                    silence.untilResolved() && silence.start().toEpochMilli() <= now && silence.matches(ended.facts());
            if (concerned && others.stream().noneMatch(other -> other.open && silence.matches(other.facts()))) {
                found.add(silence);
            }
        }
        return found;
    }

    /** Forgets those that are over. */
    void forgetEnded(long now) {
        List<String> over = byId.values().stream()
                .filter(entry -> entry.silence.end().toEpochMilli() <= now && entry.waiting.isEmpty())
                .map(entry -> entry.silence.id())
                .toList();
        over.forEach(this::remove);
    }

    private void indexAnew() {
        index = new ConditionIndex<>();
        byId.values().forEach(entry -> index.add(entry.silence.matchers().get(0), entry));
    }

    @Override
    public @Nullable Hold hold(Standing standing, Status what, long now) {
        if (byId.isEmpty() || what == Status.RESOLVED) {
            return null;
        }
        AlertFacts alert = standing.incident.facts();
        Instant instant = Instant.ofEpochMilli(now);
        First first = new First();
        index.forCandidates(alert, entry -> {
            if (first.found == null && entry.silence.isActive(instant) && entry.silence.matches(alert)) {
                first.found = entry;
            }
        });
        Entry entry = first.found;
        return entry == null
                ? null
                : new Hold(
                        Decision.Kind.SILENCED,
                        entry.silence.activeUntil(instant).toEpochMilli(),
                        "silence " + entry.silence.id(),
                        entry.waiting);
    }
}

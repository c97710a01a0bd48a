package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.snapshot.SnapshotException;
import io.watchfire.evaluator.snapshot.SnapshotReader;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.snapshot.SnapshotWriter;
import io.watchfire.notifiers.policy.Incidents.Past;
import io.watchfire.notifiers.policy.Incidents.Who;
import io.watchfire.notifiers.policy.Marks.Mark;
import io.watchfire.notifiers.policy.Standing.GroupTimes;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.Row.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a policy as rows, one for each alert, group, guard and silence. Each says its number, which gives the order in
 * which it came to be; so the order of the rows themselves does not matter. What a row says depends on the state only, not on
 * when it was written.
 */
final class PolicyRows {
    private static final int FORM = 1;

    /** Not asked for when rows are written. */
    private static final ReceiverSet NOBODY = new ReceiverSet(List.of(), false);

    /** Which row is meant. */
    private record Name(Kind kind, String key) {
        static Name of(Row row) {
            return new Name(row.kind(), row.key());
        }
    }

    /** A row whose number is read, and nothing else of it yet. */
    private record Numbered(long number, String key, SnapshotReader state) {}

    private final Timeline time;
    private final Incidents incidents;
    private final Telling telling;
    private final Silences silences;
    private final Heartbeats heartbeats;
    private final Marks marks;
    private final TransitionState transitions = new TransitionState(new RuleSet(Map.of(), List.of()));
    private Map<Name, Row> gone = Map.of();

    PolicyRows(
            Timeline time,
            Incidents incidents,
            Telling telling,
            Silences silences,
            Heartbeats heartbeats,
            Marks marks) {
        this.time = time;
        this.incidents = incidents;
        this.telling = telling;
        this.silences = silences;
        this.heartbeats = heartbeats;
        this.marks = marks;
    }

    // ---- written

    List<Row> all() {
        return names().stream().map(this::row).toList();
    }

    private List<Mark> names() {
        List<Mark> all = new ArrayList<>();
        silences.all().forEach(silence -> all.add(new Mark(Kind.SILENCE, silence.id())));
        telling.guards().forEach(guard -> all.add(new Mark(Kind.GUARD, guard.receiver)));
        heartbeats.receivers().forEach(receiver -> all.add(new Mark(Kind.HEARTBEAT, receiver)));
        incidents.groups().forEach((key, group) -> all.add(new Mark(Kind.GROUP, key)));
        incidents.all().forEach(incident -> all.add(new Mark(Kind.INCIDENT, incident.key)));
        incidents.past().forEach((who, past) -> all.add(new Mark(Kind.PAST, who)));
        return all;
    }

    void track() {
        marks.begin();
        names().forEach(mark -> marks.changed(mark.kind(), mark.key()));
    }

    List<Row> take() {
        List<Mark> marked = marks.take();
        if (gone.isEmpty() && marked.isEmpty()) {
            return List.of();
        }
        if (gone.isEmpty()) {
            return marked.stream().map(this::row).toList();
        }
        Map<Name, Row> rows = new LinkedHashMap<>(gone);
        gone = Map.of();
        for (Mark mark : marked) {
            Row row = row(mark);
            rows.put(Name.of(row), row);
        }
        return List.copyOf(rows.values());
    }

    private Row row(Mark mark) {
        return switch (mark.kind()) {
            case SILENCE -> {
                String id = (String) mark.key();
                Silence silence = silences.get(id);
                yield row(mark, id, silence == null ? 0 : silence.start().toEpochMilli(), silence, (known, state) -> {
                    state.number(silences.numberOf(id));
                    SilenceState.exchange(known, state);
                });
            }
            case GUARD -> {
                String receiver = (String) mark.key();
                Guard guard = telling.guard(receiver);
                Long base = guard == null ? null : guard.told.peekFirst();
                yield row(mark, receiver, base == null ? 0 : base, guard, (known, state) -> {
                    state.number(known.serial);
                    known.exchange(state, time);
                });
            }
            case HEARTBEAT -> {
                String receiver = (String) mark.key();
                yield row(mark, receiver, 0, heartbeats.of(receiver), (known, state) -> {
                    state.number(0L);
                    known.write(state);
                });
            }
            case GROUP -> {
                Group.Key key = (Group.Key) mark.key();
                Group group = incidents.groups().get(key);
                yield row(mark, RowKey.of(key), 0, group, (known, state) -> {
                    state.number(known.serial);
                    known.times().exchange(state);
                });
            }
            case INCIDENT -> {
                AlertKey key = (AlertKey) mark.key();
                Incident incident = incidents.get(key);
                long base = incident == null ? 0 : incident.last.time().toEpochMilli();
                yield row(mark, RowKey.of(key), base, incident, (known, state) -> {
                    state.number(known.serial);
                    new PolicyState(state, transitions, NOBODY, time, Map.of()).write(known, incidents);
                });
            }
            case PAST -> {
                Who who = (Who) mark.key();
                yield row(
                        mark,
                        RowKey.of(who.alert(), who.receiver()),
                        0,
                        incidents.past().get(who),
                        (known, state) -> {
                            state.number(known.number());
                            past(who, known, state);
                        });
            }
            default -> throw new IllegalStateException("the policy has no rows of the kind " + mark.kind());
        };
    }

    private static <T> Row row(
            Mark mark, String key, long base, @Nullable T thing, BiConsumer<T, SnapshotWriter> content) {
        if (thing == null) {
            return Row.delete(mark.kind(), key);
        }
        SnapshotWriter state = new SnapshotWriter(base);
        state.number(FORM);
        content.accept(thing, state);
        return Row.put(mark.kind(), key, state.finish());
    }

    // ---- read

    /** Takes on what rows say. What follows from it is left to the engine, and so is {@link #compare} afterwards. */
    void read(Collection<Row> rows, RuleSet rules, ReceiverSet receivers) {
        each(rows, Kind.SILENCE, row -> silences.add(SilenceState.exchange(null, row.state), row.number));
        each(rows, Kind.GUARD, row -> telling.restored(row.key, row.number).exchange(row.state, time));
        each(rows, Kind.HEARTBEAT, row -> heartbeats.restored(row.key, row.state, receivers));
        Map<Long, GroupTimes> groups = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        each(rows, Kind.GROUP, row -> {
            numbers.put(row.key, row.number);
            groups.put(row.number, new GroupTimes(false, row.number, 0, 0, 0, 0).exchange(row.state));
        });
        incidents.groupsBefore(numbers);
        TransitionState known = new TransitionState(rules);
        each(rows, Kind.INCIDENT, row -> {
            incidents.numbersGoOnAfter(row.number);
            new PolicyState(row.state, known, receivers, time, groups).restored(row.number, incidents);
        });
        each(rows, Kind.PAST, row -> {
            incidents.numbersGoOnAfter(row.number);
            past(null, new Past(row.number, List.of()), row.state);
        });
    }

    /** In the order of their numbers. */
    private static void each(Collection<Row> rows, Kind kind, Consumer<Numbered> action) {
        List<Numbered> found = new ArrayList<>();
        for (Row row : rows) {
            byte[] value = row.value();
            if (row.kind() == kind && value != null) {
                reading(row.kind(), row.key(), () -> found.add(numbered(row.key(), value)));
            }
        }
        found.sort(Comparator.comparingLong(Numbered::number));
        found.forEach(row -> reading(kind, row.key, () -> action.accept(row)));
    }

    private static Numbered numbered(String key, byte[] value) {
        SnapshotReader state = new SnapshotReader(value);
        int form = state.number(FORM);
        if (form > FORM) {
            throw new SnapshotException(
                    "it has version " + form + ", this program knows " + FORM + ": take a newer one");
        }
        return new Numbered(state.number(0L), key, state);
    }

    private static void reading(Kind kind, String key, Runnable action) {
        try {
            action.run();
        } catch (SnapshotException e) {
            throw new SnapshotException("the row " + kind.text() + " " + key + " cannot be read: " + e.getMessage());
        }
    }

    private void past(@Nullable Who who, Past past, SnapshotStream state) {
        Who read = new Who(
                new AlertKey(
                        state.text(who == null ? "" : who.alert().rule()),
                        state.labels(who == null ? Labels.NONE : who.alert().labels())),
                state.text(who == null ? "" : who.receiver()));
        List<Decision> decisions = Decisions.exchange(past.decisions(), state);
        if (state.isReading()) {
            incidents.restored(read, new Past(past.number(), decisions));
        }
    }

    /** What is no longer as rows said it, because it was read under other files, has changed. */
    void compare(Collection<Row> rows) {
        incidents.groupsBefore(Map.of());
        marks.begin();
        marks.take();
        Map<Name, Row> before = new LinkedHashMap<>();
        for (Row row : rows) {
            switch (row.kind()) {
                case SILENCE, GUARD, HEARTBEAT, GROUP, INCIDENT, PAST -> before.put(Name.of(row), row);
                default -> {}
            }
        }
        for (Mark mark : names()) {
            Row now = row(mark);
            Row known = before.remove(Name.of(now));
            if (known == null || !Arrays.equals(known.value(), now.value())) {
                marks.changed(mark.kind(), mark.key());
            }
        }
        before.replaceAll((name, row) -> Row.delete(name.kind, name.key));
        gone = before;
    }
}

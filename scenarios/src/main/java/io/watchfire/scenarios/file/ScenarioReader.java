package io.watchfire.scenarios.file;

import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one scenario. */
final class ScenarioReader {
    private static final List<String> KEYS = List.of(
            "name",
            "source",
            "note",
            "rules",
            "receivers",
            "engine",
            "start",
            "series",
            "events",
            "actions",
            "until",
            "expect");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final LoadResult<ReceiverSet> NO_RECEIVERS =
            LoadResult.of(new ReceiverSet(List.of(), false), List.of());

    private final ObjectReader reader;
    private final Included included;
    private final Problems problems;
    private final long start;
    private final @Nullable Long until;

    ScenarioReader(JsonObject object, Included included, Problems problems) {
        this.reader = new ObjectReader(object, "a scenario", KEYS, problems);
        this.included = included;
        this.problems = problems;
        Instant given = Times.instant(reader, "start", problems);
        this.start = (given == null ? START : given).toEpochMilli();
        this.until = Times.offset(reader, "until", problems);
    }

    /** Null if it cannot be run; what is wrong is among the problems then. */
    @Nullable
    Scenario read() {
        for (String key : List.of("name", "rules", "expect")) {
            if (!reader.has(key)) {
                reader.missing(key, "a scenario is {\"name\": .., \"rules\": .., \"series\": [..], \"expect\": {..}}");
            }
        }
        reader.anyText("source");
        reader.anyText("note");
        String name = reader.string("name");
        LoadResult<RuleSet> rules = included.rules(reader, "rules");
        LoadResult<ReceiverSet> receivers =
                reader.has("receivers") ? included.receivers(reader, "receivers") : NO_RECEIVERS;
        EngineOptions engine = engine();
        List<Arrival> arrivals = arrivals();
        List<Action> actions = actions();
        JsonObject expect = reader.object("expect");
        if (expect == null || name == null || rules == null || receivers == null) {
            return null;
        }
        ExpectationReader expectations = new ExpectationReader(names(rules, receivers, actions), until, problems);
        Expectations expected = expectations.read(expect);
        if (expected.concern(Outcome.NOTICES) && !reader.has("receivers")) {
            problems.add(
                    Severity.WARNING,
                    reader.object(),
                    "missing-key",
                    "notices are expected, but there are no \"receivers\"",
                    "say who is to be told, or leave the notices out");
        }
        List<FileProblem> errors = new ArrayList<>(rules.problems());
        errors.addAll(receivers.problems());
        JsonObject object = reader.object();
        return new Scenario(
                name,
                object.document().name(),
                object.document().line(object.offset()),
                Included.placeOf(object.get("rules"), object.document().name() + ", " + name),
                rules.value(),
                receivers.value(),
                errors.stream().filter(FileProblem::isError).toList(),
                engine,
                start,
                until != null ? start + until : Math.max(lastOf(arrivals, actions), start + expectations.last()),
                arrivals,
                actions,
                expected);
    }

    private long lastOf(List<Arrival> arrivals, List<Action> actions) {
        long last = start;
        for (Arrival arrival : arrivals) {
            last = Math.max(last, arrival.at());
        }
        for (Action action : actions) {
            last = Math.max(last, action.at());
        }
        return last;
    }

    private EngineOptions engine() {
        EngineOptions options = EngineOptions.DEFAULT;
        JsonObject object = reader.object("engine");
        if (object == null) {
            return options;
        }
        ObjectReader engine =
                new ObjectReader(object, "\"engine\"", List.of("allowedLateness", "maxAhead", "maxSeries"), problems);
        Long allowedLateness = Times.offset(engine, "allowedLateness", problems);
        Long maxAhead = Times.offset(engine, "maxAhead", problems);
        Integer maxSeries = engine.count("maxSeries", 1);
        options = allowedLateness == null ? options : options.withAllowedLateness(allowedLateness);
        options = maxAhead == null ? options : options.withMaxAhead(maxAhead);
        return maxSeries == null ? options : options.withMaxSeries(maxSeries);
    }

    /** All events by arrival; at one instant those of series first, each in the order of the file. */
    private List<Arrival> arrivals() {
        SeriesReader series = new SeriesReader(problems);
        each("series", series::read);
        List<Arrival> arrivals = new ArrayList<>(series.arrivals(start));
        EventsReader events = new EventsReader(start, problems);
        each("events", object -> {
            Arrival arrival = events.read(object);
            if (arrival != null) {
                notAfterUntil(object, arrival.at());
                arrivals.add(arrival);
            }
        });
        arrivals.removeIf(arrival -> until != null && arrival.at() > start + until);
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        return arrivals;
    }

    private List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        ActionReader reading = new ActionReader(start, included, problems);
        each("actions", object -> {
            Action action = reading.read(object);
            if (action != null) {
                notAfterUntil(object, action.at());
                actions.add(action);
            }
        });
        actions.removeIf(action -> until != null && action.at() > start + until);
        actions.sort(Comparator.comparingLong(Action::at));
        return actions;
    }

    private void notAfterUntil(JsonObject object, long at) {
        if (until != null && at > start + until) {
            JsonValue value = object.get("at");
            problems.add(
                    Severity.WARNING,
                    value == null ? object : value,
                    "after-until",
                    "the scenario ends before this, at its \"until\"",
                    "it does not happen; let the scenario end later");
        }
    }

    private void each(String key, Consumer<JsonObject> read) {
        List<JsonValue> elements = reader.array(key);
        for (JsonValue element : elements == null ? List.<JsonValue>of() : elements) {
            JsonObject object = reader.asObject(element);
            if (object != null) {
                read.accept(object);
            }
        }
    }

    /** What expectations may name: rules and receivers of the beginning and of every reload. */
    private static Map<String, @Nullable Set<String>> names(
            LoadResult<RuleSet> rules, LoadResult<ReceiverSet> receivers, List<Action> actions) {
        List<Optional<RuleSet>> ruleSets = new ArrayList<>(List.of(rules.value()));
        List<Optional<ReceiverSet>> receiverSets = new ArrayList<>(List.of(receivers.value()));
        for (Action action : actions) {
            if (action.what() instanceof Action.Reload reload) {
                ruleSets.add(reload.rules().value());
            } else if (action.what() instanceof Action.ReloadReceivers reload) {
                receiverSets.add(reload.receivers().value());
            }
        }
        Map<String, @Nullable Set<String>> names = new HashMap<>();
        names.put(
                "rule",
                rules.value().isEmpty()
                        ? null
                        : names(
                                ruleSets,
                                set -> set.rules().stream().map(Rule::id).toList()));
        names.put(
                "receiver",
                receivers.value().isEmpty()
                        ? null
                        : names(
                                receiverSets,
                                set -> set.receivers().stream()
                                        .map(Receiver::name)
                                        .toList()));
        return names;
    }

    private static <T> Set<String> names(List<Optional<T>> sets, Function<T, List<String>> namesOf) {
        Set<String> names = new TreeSet<>();
        sets.forEach(set -> set.ifPresent(found -> names.addAll(namesOf.apply(found))));
        return names;
    }
}

package io.watchfire.benchmarks.index;

import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.SlotLayout;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.event.ruler.Machine;

/** One event for many rules: from the event to what changed. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms8g", "-Xmx8g"})
@SuppressWarnings("NullAway.Init") // JMH calls the setups first.
public class RuleIndexBenchmark {
    /** Events in turn. */
    @State(Scope.Thread)
    public abstract static class Events {
        @Param({"slide", "levels", "mix", "deep"})
        Workload workload;

        @Param({"10", "1000", "100000", "1000000"})
        int rules;

        private Event[] events = {};
        private int next;

        /** Makes them; {@link #next} gives one after the other, again and again, each time later. */
        void makeEvents() {
            events = workload.events(rules);
        }

        Event next() {
            int place = next++ & (Workload.EVENTS - 1);
            if (place == 0) {
                Workload.happen(events, next / Workload.EVENTS);
            }
            return events[place];
        }
    }

    /** All that an engine is asked to do. */
    @State(Scope.Thread)
    public static class Engine extends Events {
        private AlertEngine engine;

        @Setup(Level.Trial)
        public void load() {
            makeEvents();
            engine = new AlertEngine(workload.ruleSet(rules), EngineOptions.DEFAULT);
            for (int i = 0; i < Workload.EVENTS; i++) {
                engine.process(next());
            }
        }
    }

    /** The index by hand. */
    @State(Scope.Thread)
    public static class Hand extends Events {
        private HandIndex index;

        @Setup(Level.Trial)
        public void load() {
            makeEvents();
            index = new HandIndex(workload.conditions(rules));
            AlertEngine engine = new AlertEngine(workload.ruleSet(Math.min(rules, 1_000)), EngineOptions.DEFAULT);
            HandIndex checked = new HandIndex(workload.conditions(Math.min(rules, 1_000)));
            for (Event event : workload.events(Math.min(rules, 1_000))) {
                int expected = engine.process(event).size();
                if (checked.process(event) != expected) {
                    throw new IllegalStateException("the index by hand and the engine differ at " + event);
                }
            }
            for (int i = 0; i < Workload.EVENTS; i++) {
                index.process(next());
            }
        }
    }

    /** Event Ruler: says which rules match an event, and keeps no state. */
    @State(Scope.Thread)
    public static class Ruler extends Events {
        private Machine machine;
        private String[][] flat = {};
        private int turn;

        @Setup(Level.Trial)
        public void load() throws IOException {
            if (workload != Workload.slide || rules > 100_000) {
                throw new UnsupportedOperationException(
                        "Event Ruler takes 8 KB and 0.3 ms a rule of slide, and no large sets of others");
            }
            machine = new Machine();
            for (int i = 0; i < rules; i++) {
                machine.addRule(
                        "r" + i,
                        "{\"okindName\":[\"svc-" + i + "\"],\"resp_time\":[{\"numeric\":[\">=\"," + (1_000 + i % 1_000)
                                + "]}]}");
            }
            Event[] events = workload.events(rules);
            AlertEngine engine = new AlertEngine(workload.ruleSet(rules), EngineOptions.DEFAULT);
            flat = new String[events.length][];
            for (int i = 0; i < events.length; i++) {
                Event event = events[i];
                flat[i] = new String[] {
                    "okindName",
                    '"' + event.tags().get("okindName") + '"',
                    "resp_time",
                    String.valueOf(event.fields().get("resp_time"))
                };
                engine.process(event);
                long firing = engine.alerts().stream()
                        .filter(alert -> alert.labels().asMap().equals(event.tags()))
                        .count();
                if (i < 1_000 && machine.rulesForEvent(flat[i]).size() != firing) {
                    throw new IllegalStateException("Event Ruler and the engine differ at " + event);
                }
            }
        }

        private String[] flat() {
            return flat[turn++ & (Workload.EVENTS - 1)];
        }
    }

    /** Every condition on every event. */
    @State(Scope.Thread)
    public static class Loop extends Events {
        private Evaluable[] conditions = {};
        private EventSlots slots;

        @Setup(Level.Trial)
        public void load() {
            makeEvents();
            RuleSet set = workload.ruleSet(rules);
            SlotLayout layout = new SlotLayout();
            conditions = set.rules().stream()
                    .map(rule -> rule.levels().get(0).condition().bind(layout))
                    .toArray(Evaluable[]::new);
            slots = new EventSlots(layout);
        }
    }

    @Benchmark
    public Object watchfire(Engine state) {
        return state.engine.process(state.next());
    }

    @Benchmark
    public int byHand(Hand state) {
        return state.index.process(state.next());
    }

    @Benchmark
    public Object eventRuler(Ruler state) {
        return state.machine.rulesForEvent(state.flat());
    }

    @Benchmark
    public int loop(Loop state) {
        state.slots.fill(state.next());
        int holding = 0;
        for (Evaluable condition : state.conditions) {
            holding += condition.test(state.slots) == Truth.TRUE ? 1 : 0;
        }
        return holding;
    }
}

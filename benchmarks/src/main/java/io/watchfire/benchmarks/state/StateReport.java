package io.watchfire.benchmarks.state;

import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.delivery.DeliveryCounters;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import io.watchfire.runtime.AlertService;
import io.watchfire.runtime.AlertServiceBuilder;
import io.watchfire.store.sqlite.SqliteStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to keep the state of a service in SQLite: how much longer the judging thread is busy, how many transitions a second the
 * disk takes, which rows they write, and how long a service with many stored alerts takes to start. Arguments: a directory on the disk
 * that is meant, how many alerts to store (0: no start is measured), and who is told (all of them, if none is named): {@code nobody},
 * {@code groups}, {@code each}, {@code many}.
 */
public final class StateReport {
    private static final Duration LONG = Duration.ofHours(1);
    private static final int SERIES = 20_000;
    private static final int SERVICES = 100;
    /** One event in so many changes an alert. */
    private static final int EVENTS_A_TRANSITION = 8;

    private static final int PACE = 10_000;
    private static final int ROUNDS = 3;
    private static final int WARM_UP = 20_000;
    private static final int TRANSITIONS = 100_000;
    /** While so many messages are owed, no more events come: else some would be given up. */
    private static final int MOST_OWED = 4_000;

    /** Who is told of alerts, each of a part of the services. They answer at once. */
    private enum Told {
        /** There are no receivers. */
        NOBODY(1),
        /** Four receivers. An alert's changes go out with those of its service, a second after the first and each five seconds. */
        GROUPS(4),
        /** Four receivers. Each change is a message. */
        EACH(4),
        /** A hundred receivers. Each change is a message. */
        MANY(100);

        final int teams;

        Told(int teams) {
            this.teams = teams;
        }

        boolean isEach() {
            return this == EACH || this == MANY;
        }
    }

    /** What a run measured: of the judging thread for each transition, and transitions a second until all is kept and told. */
    private record Measured(double judgeNanos, double perSecond) {}

    private StateReport() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int alerts = Integer.parseInt(args[1]);
        List<String> named = List.of(args).subList(2, args.length);
        ManagementFactory.getThreadMXBean().setThreadContentionMonitoringEnabled(true);
        for (Told told : Told.values()) {
            if (named.isEmpty() || named.contains(told.name().toLowerCase(Locale.ROOT))) {
                report(told, folder);
            }
        }
        if (alerts > 0) {
            start(folder.resolve("start"), alerts);
        }
    }

    private static void report(Told told, Path folder) throws IOException {
        for (int pace : told.isEach() ? new int[] {0} : new int[] {PACE, 0}) {
            for (int round = 0; round < ROUNDS; round++) {
                System.out.printf(
                        Locale.ROOT,
                        "told: %s, %s, round %d%n",
                        told.name().toLowerCase(Locale.ROOT),
                        pace == 0 ? "as fast as it goes" : String.format(Locale.ROOT, "%,d transitions/s", pace),
                        round);
                Measured without = run(told, pace, null);
                Measured with = run(told, pace, folder.resolve(told + "-" + pace + "-" + round));
                double more = with.judgeNanos - without.judgeNanos;
                System.out.printf(
                        Locale.ROOT,
                        "  a transition takes the judge %.1f us more: %,d/s slow it down by %.1f%%; transitions/s with / without: %.2f%n",
                        more / 1e3,
                        PACE,
                        more * PACE / 1e7,
                        with.perSecond / without.perSecond);
            }
        }
    }

    private static RuleSet rules(Told told) {
        List<RuleDefinition> rules = new ArrayList<>();
        for (int team = 0; team < told.teams; team++) {
            rules.add(RuleDefinition.of("slow-" + team)
                    .name("주문 응답 지연 " + team)
                    .category("app")
                    .condition("team == '" + team + "' && resp_time >= 2000")
                    .receiverTags("team-" + team)
                    .build());
        }
        return RuleCompiler.compile(rules).orElseThrow();
    }

    private static ReceiverSet receivers(Told told) {
        String grouping = told == Told.GROUPS
                ? ", \"grouping\": {\"by\": [\"okindName\"], \"wait\": \"1s\", \"interval\": \"5s\"}"
                : "";
        StringBuilder json = new StringBuilder("{\"version\": 1, \"receivers\": [");
        for (int team = 0; team < told.teams; team++) {
            json.append(team == 0 ? "" : ", ")
                    .append("{\"name\": \"team-" + team + "\", \"type\": \"x-instant\", \"tags\": [\"team-" + team
                            + "\"]")
                    .append(grouping)
                    .append('}');
        }
        return ReceiverFile.parse("receivers.json", json.append("]}").toString(), Path.of("."), Map.of())
                .orElseThrow();
    }

    private static Event event(Told told, int series, long time, boolean fires) {
        int service = series % SERVICES;
        return Event.of("app")
                .at(time)
                .tag("team", Integer.toString(service % told.teams))
                .tag("okindName", "btf-order-" + service)
                .tag("oname", "주문-" + series)
                .field("resp_time", fires ? 2_500 : 100)
                .build();
    }

    private static AlertServiceBuilder service(Told told) {
        AlertServiceBuilder builder =
                AlertService.builder().rules(rules(told)).queueCapacity(100_000).onProblem(System.out::println);
        if (told != Told.NOBODY) {
            builder.receivers(receivers(told)).channel("x-instant", receiver -> outgoing -> Outcome.delivered());
        }
        return builder;
    }

    private static Measured run(Told told, int pace, @Nullable Path state) throws IOException {
        AlertServiceBuilder builder = service(told);
        CountingStore store =
                state == null ? null : new CountingStore(SqliteStore.open(Files.createDirectories(state)));
        if (store != null) {
            builder.state(store);
        }
        try (AlertService service = builder.start()) {
            feed(service, 0, WARM_UP, told, 2 * PACE);
            service.drain(LONG);
            if (store != null) {
                store.reset();
            }
            long transitionsBefore = service.counters().engine().transitions();
            long judgeBefore = judgeNanos();
            long blockedBefore = judge().getBlockedTime();
            long begin = System.nanoTime();
            feed(service, WARM_UP, WARM_UP + TRANSITIONS, told, pace);
            long fed = System.nanoTime();
            service.drain(LONG);
            double seconds = (System.nanoTime() - begin) / 1e9;
            long transitions = service.counters().engine().transitions() - transitionsBefore;
            double judge = (judgeNanos() - judgeBefore) / (double) transitions;
            System.out.printf(
                    Locale.ROOT,
                    "  %s: judge %.1f us a transition (%,.0f ns an event, %,d ms blocked), %,.0f transitions/s, lag at the end %,d ms,"
                            + " %,d messages, %,d given up%n",
                    state == null ? "without a store" : "in SQLite",
                    judge / 1e3,
                    judge / EVENTS_A_TRANSITION,
                    judge().getBlockedTime() - blockedBefore,
                    transitions / seconds,
                    (System.nanoTime() - fed) / 1_000_000,
                    service.counters().deliveries().delivered(),
                    service.counters().deliveries().gaveUp()
                            + service.counters().deliveries().refused());
            if (store != null) {
                store.print(transitions, seconds);
            }
            return new Measured(judge, transitions / seconds);
        }
    }

    /** Events of which each eighth begins or ends an alert. Series take turns; each is changed once before any is changed again. */
    private static void feed(AlertService service, int from, int to, Told told, int pace) {
        long begin = System.nanoTime();
        for (int change = from; change < to; change++) {
            if (pace > 0) {
                long due = begin + TimeUnit.SECONDS.toNanos(change - from) / pace;
                while (due - System.nanoTime() > TimeUnit.MILLISECONDS.toNanos(1)) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
            }
            if (told.isEach() && change % 100 == 0) {
                while (change - settled(service) > MOST_OWED) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
            }
            long time = 1_700_000_000_000L + change / 10;
            boolean fires = change / SERIES % 2 == 0;
            for (int i = 0; i < EVENTS_A_TRANSITION; i++) {
                service.accept(event(told, change % SERIES, time, fires));
            }
        }
    }

    private static long settled(AlertService service) {
        DeliveryCounters messages = service.counters().deliveries();
        return messages.delivered() + messages.gaveUp() + messages.refused();
    }

    private static long judgeNanos() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(judge().getThreadId());
    }

    private static ThreadInfo judge() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("watchfire-judge")) {
                return thread;
            }
        }
        throw new IllegalStateException("nobody judges");
    }

    private static void start(Path state, int alerts) throws IOException {
        EngineOptions options = EngineOptions.DEFAULT.withMaxSeries(2 * alerts);
        Files.createDirectories(state);
        try (AlertService service = AlertService.builder()
                .rules(rules(Told.NOBODY))
                .options(options)
                .state(SqliteStore.open(state))
                .start()) {
            for (int i = 0; i < alerts; i++) {
                service.accept(event(Told.NOBODY, i, 1_700_000_000_000L, true));
            }
            service.drain(LONG);
        }
        long size = Files.size(state.resolve("state.db"));
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            try (AlertService service = AlertService.builder()
                    .rules(rules(Told.NOBODY))
                    .options(options)
                    .state(SqliteStore.open(state))
                    .start()) {
                double seconds = (System.nanoTime() - begin) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "%,d stored alerts, %,d MB: started in %.1f s with %,d alerts%n",
                        alerts,
                        size / 1_000_000,
                        seconds,
                        service.alerts().size());
            }
        }
    }
}

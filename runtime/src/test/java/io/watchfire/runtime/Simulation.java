package io.watchfire.runtime;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.delivery.DeliveryRow;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.policy.Acknowledgement;
import io.watchfire.notifiers.policy.Silence;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StateStore;
import io.watchfire.notifiers.store.StoreException;
import io.watchfire.notifiers.words.Word;
import io.watchfire.notifiers.words.Words;
import io.watchfire.runtime.Promises.Asked;
import io.watchfire.runtime.Promises.Silenced;
import io.watchfire.runtime.SimulatedReceiver.Attempt;
import io.watchfire.runtime.SimulatedReceiver.Mood;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The whole product on a clock of its own, with all its chances drawn from one seed: events, other files, people, receivers that fail, a
 * clock that jumps, a disk that is full, and processes that end at any moment and leave what was durable. {@link Promises} are held
 * against what receivers get of it.
 */
public final class Simulation {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final String RECEIVER_NAMES = "all 팀 bad lead";

    private final RandomGenerator random;
    private final SimulatedDisk disk;
    private final Broken broken;
    private final @Nullable List<String> trace;
    private final SimulatedTime time = new SimulatedTime();
    private final Map<String, SimulatedReceiver> receiversByName = new TreeMap<>();
    private final Promises promises;
    private final World world = new World();

    private RuleSet rules;
    private ReceiverSet receivers;
    private SimulatedProcess process;
    private int life;
    private boolean isDiskFull;
    private boolean isCalm;
    private boolean isCutAtNextCommit;
    private int depth;
    private int silences;

    /** What was found wrong where the product would go on. */
    private @Nullable Error failure;

    private Asked asked = Asked.NOTHING;
    private Asked durablyAsked = Asked.NOTHING;
    private @Nullable RuleSet durableRules;
    private @Nullable ReceiverSet durableReceivers;
    private List<String> alerts = List.of();
    private List<String> durableAlerts = List.of();

    /** What the disk knows of deliveries, by row: the key, and whether an attempt has begun. */
    private final Map<String, String> durablyOwed = new HashMap<>();

    private final Map<String, String> durablyBegun = new HashMap<>();

    private Simulation(long seed, SimulatedDisk disk, Broken broken, @Nullable List<String> trace) {
        this.random = new SplittableRandom(seed);
        this.disk = disk;
        this.broken = broken;
        this.trace = trace;
        for (String name : RECEIVER_NAMES.split(" ")) {
            receiversByName.put(name, new SimulatedReceiver());
        }
        rules = SimulatedFiles.rules(random);
        receivers = SimulatedFiles.receivers(random);
        promises = new Promises(rules, receivers, time.millis());
        process = start();
    }

    /**
     * Runs one seed, in memory.
     *
     * @return what was wrong, with the seed and all that happened; null if all promises were kept
     */
    static @Nullable String run(long seed, Broken broken) {
        return run(seed, SimulatedDisk::inMemory, broken);
    }

    /** As {@link #run(long, Broken)}, of the product as it is, on a disk. */
    public static @Nullable String run(long seed, Supplier<SimulatedDisk> disks) {
        return run(seed, disks, Broken.NOT_AT_ALL);
    }

    private static @Nullable String run(long seed, Supplier<SimulatedDisk> disks, Broken broken) {
        String failure = attempt(seed, disks, broken, null);
        if (failure == null || broken != Broken.NOT_AT_ALL) {
            return failure;
        }
        List<String> trace = new ArrayList<>();
        String again = attempt(seed, disks, broken, trace);
        String exactly = failure.equals(again) ? "" : "\nA second run of the seed was another one: " + again;
        return "-Dwatchfire.seed=" + seed + "\n" + failure + exactly + "\n" + String.join("\n", trace);
    }

    private static @Nullable String attempt(
            long seed, Supplier<SimulatedDisk> disks, Broken broken, @Nullable List<String> trace) {
        try (SimulatedDisk disk = disks.get()) {
            new Simulation(seed, disk, broken, trace).run();
            return null;
        } catch (Promises.BrokenPromise e) {
            return e.getMessage();
        } catch (RuntimeException | Error e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }

    private void run() {
        int steps = 30 + random.nextInt(120);
        for (int i = 0; i < steps; i++) {
            goOn();
            step();
        }
        settle();
        int before = promises.attempts();
        List<String> alertsBefore = List.copyOf(alerts);
        Set<String> known = promises.known();
        restartAtTheEnd();
        if (alerts.equals(alertsBefore)) {
            for (Attempt attempt : promises.attemptsFrom(before)) {
                // What was not known may come now: the end of a mute time, say.
                boolean isNews = attempt.status() == Status.FIRING
                        && !attempt.subjects().stream()
                                .allMatch(subject -> known.contains(Promises.pair(attempt.receiver(), subject)));
                if (!isNews && (attempt.status() == Status.FIRING || attempt.status() == Status.RESOLVED)) {
                    Promises.fail("told again after a restart at which nothing was owed: " + attempt);
                }
            }
        }
    }

    private void say(String what) {
        List<String> lines = trace;
        if (lines != null) {
            lines.add(time.instant() + " " + "  ".repeat(depth) + what);
        }
    }

    // ---- processes

    private SimulatedProcess start() {
        life++;
        List<String> expected = durableAlerts;
        asked = durablyAsked;
        boolean isSame = rules.equals(durableRules);
        SimulatedProcess started =
                new SimulatedProcess(world, time, disk.open(), rules, receivers, broken, life > 1, restored -> {
                    List<String> found = live(restored);
                    if (isSame && !found.equals(expected)) {
                        Promises.fail("alerts after a restart are " + found + ", and were " + expected);
                    }
                    alerts = found;
                });
        say("process " + life + " has started");
        List<String> silenced = started.notifying.ask(policy -> policy.silences(time.instant())).stream()
                .map(Silence::id)
                .sorted()
                .toList();
        if (!silenced.containsAll(asked.silencesAt(time.latest()))) {
            Promises.fail("silences after a restart are " + silenced + ", and were " + asked.silencesAt(time.latest()));
        }
        return started;
    }

    private void goOn() {
        if (failure != null) {
            throw failure;
        }
        if (process.isDead) {
            time.pass(random.nextInt(3) == 0 ? random.nextLong(2 * HOUR) : random.nextLong(MINUTE));
            if (random.nextInt(4) == 0) {
                otherFiles();
            }
            if (rules != durableRules || receivers != durableReceivers) {
                promises.forgetSettings();
            }
            promises.settings(rules, receivers, time.latest());
            process = start();
        }
    }

    private void crash() {
        say("crash");
        process.die();
    }

    private void restartOrderly() {
        say("orderly end");
        process.notifying.finish();
        process.kept.keepWindows(process.engine);
        drain(20);
        process.writer.writeNow();
        process.die();
    }

    private static List<String> live(AlertEngine engine) {
        return engine.alerts().stream()
                .map(alert -> Promises.life(alert) + " " + alert.state() + " " + alert.level() + " since "
                        + alert.since() + " firing " + alert.firingSince() + " #" + alert.sequence())
                .toList();
    }

    // ---- what happens

    private void step() {
        switch (random.nextInt(26)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> events();
            case 8, 9, 10 -> pass(random.nextLong(20 * SECOND));
            case 11, 12 -> pass(random.nextLong(10 * MINUTE));
            case 13 -> pass(random.nextLong(4 * HOUR));
            case 14, 15, 16 -> moods();
            case 17 -> people();
            case 18 -> people();
            case 19 -> reload();
            case 20 -> {
                isDiskFull = !isDiskFull;
                say(isDiskFull ? "the disk is full" : "the disk has room");
            }
            case 21 -> {
                long by = random.nextInt(2) == 0 ? random.nextLong(HOUR) : -random.nextLong(10 * MINUTE);
                say("the clock jumps by " + Duration.ofMillis(by));
                time.jump(by);
            }
            case 22 -> crash();
            case 23 -> isCutAtNextCommit = true;
            case 24 -> {
                if (depth == 0) {
                    restartOrderly();
                }
            }
            default -> process.kept.keepWindows(process.engine);
        }
        work();
    }

    private void events() {
        for (int i = 1 + random.nextInt(4); i > 0 && !process.isDead; i--) {
            long at = time.millis() - (random.nextInt(5) == 0 ? random.nextLong(15 * SECOND) : 0);
            Event.Builder event = Event.of("pod").at(at).tag("host", random.nextBoolean() ? "주문-1" : "h2");
            for (String field : SimulatedFiles.FIELDS) {
                if (random.nextInt(3) > 0) {
                    event.field(field, random.nextBoolean() ? 10 : 55 + random.nextInt(45));
                }
            }
            Event built = event.build();
            say("event " + built);
            process.judge(built);
            if (random.nextBoolean()) {
                work();
            }
            if (random.nextInt(3) > 0) {
                time.pass(random.nextInt(2_000));
            }
        }
    }

    /** The threads that write and send get on for a bit. */
    private void work() {
        for (int i = random.nextInt(4); i > 0 && !process.isDead; i--) {
            if (random.nextBoolean()) {
                process.writer.writeNow();
            }
            runOne();
        }
    }

    private void runOne() {
        List<Runnable> ready = process.tasks.ready();
        if (!ready.isEmpty()) {
            ready.remove(random.nextInt(ready.size())).run();
        }
    }

    private void drain(int most) {
        for (int i = 0; i < most && !process.isDead && failure == null; i++) {
            process.writer.writeNow();
            if (process.tasks.ready().isEmpty()) {
                return;
            }
            runOne();
        }
    }

    private void pass(long millis) {
        say("passing: " + Duration.ofMillis(millis));
        SimulatedProcess running = process;
        for (long left = millis; left > 0 && !running.isDead && failure == null; ) {
            long passed = running.quietFor(left);
            left -= passed;
            time.pass(passed);
            running.letTimePass();
            if (isCalm) {
                drain(10_000);
            } else {
                work();
            }
        }
    }

    private void moods() {
        String name = List.copyOf(receiversByName.keySet()).get(random.nextInt(receiversByName.size()));
        SimulatedReceiver receiver = Objects.requireNonNull(receiversByName.get(name));
        receiver.mood = random.nextInt(3) == 0 ? Mood.WELL : Mood.values()[random.nextInt(Mood.values().length)];
        say(name + " is " + receiver.mood);
    }

    private void otherFiles() {
        if (random.nextInt(3) > 0) {
            rules = SimulatedFiles.rules(random);
        }
        if (random.nextInt(3) > 0) {
            receivers = SimulatedFiles.receivers(random);
        }
        say("files: " + rules.rules().stream().map(Rule::id).toList() + " "
                + receivers.receivers().stream()
                        .map(receiver -> receiver.name() + " " + receiver.policy())
                        .toList());
    }

    private void reload() {
        ReceiverSet before = receivers;
        otherFiles();
        promises.settings(rules, receivers, time.latest());
        process.reload(rules, receivers == before ? null : receivers);
    }

    private void people() {
        Rule rule = rules.rules().get(random.nextInt(rules.rules().size()));
        long now = time.millis();
        Notifying notifying = process.notifying;
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                String id = "s" + ++silences;
                long until = now + 1 + random.nextLong(3 * HOUR);
                say("silence " + id + " of " + rule.id() + " until " + Instant.ofEpochMilli(until));
                asked = asked.silence(new Silenced(id, rule.id(), now, until));
                notifying.order(policy -> policy.silence(
                        Silence.of(
                                id,
                                List.of(AlertCondition.of("rule == '" + rule.id() + "'")),
                                Instant.ofEpochMilli(now),
                                Instant.ofEpochMilli(until)),
                        now));
            }
            case 3 -> {
                if (silences > 0) {
                    String id = "s" + (1 + random.nextInt(silences));
                    say("silence " + id + " ends");
                    asked = asked.expire(id, now);
                    notifying.order(policy -> policy.expire(id, now));
                }
            }
            case 4, 5 -> {
                say("acknowledged: " + rule.id());
                List<String> meant = new ArrayList<>();
                Asked before = asked;
                notifying.note(policy -> {
                    List<Transition> found =
                            policy.acknowledge(rule.id(), Map.of(), new Acknowledgement("me", "", time.instant()));
                    found.forEach(alert -> meant.add(life(alert)));
                    asked = before.acknowledge(meant, now);
                    return found;
                });
            }
            case 6 -> {
                say("ended by hand: " + rule.id());
                notifying.ask(policy -> policy.firing()).stream()
                        .filter(alert -> alert.rule().id().equals(rule.id()))
                        .forEach(alert -> promises.endedByHand(life(alert)));
                notifying.order(policy -> policy.resolve(rule.id(), Map.of(), "me", now));
            }
            default -> {
                for (OutboxEntry entry : notifying.outbox()) {
                    if (entry.why() != null) {
                        boolean isRetried = random.nextBoolean();
                        say((isRetried ? "sent once more: " : "dropped: ") + entry);
                        if (isRetried) {
                            notifying.retry(entry.id());
                        } else {
                            notifying.drop(entry.id());
                        }
                        return;
                    }
                }
            }
        }
    }

    private static String life(Transition alert) {
        return alert.rule().id() + " " + alert.labels().asMap() + " " + alert.alert();
    }

    // ---- the end

    /** All are well again: what is owed arrives, what may be told is told. */
    private void settle() {
        isCalm = true;
        isDiskFull = false;
        isCutAtNextCommit = false;
        receiversByName.values().forEach(receiver -> receiver.mood = Mood.WELL);
        goOn();
        say("all are well");
        for (int i = 0; i < 4 && (i == 0 || isOwed()); i++) {
            pass(26 * HOUR);
        }
        goOn();
        if (isOwed()) {
            Promises.fail("still owed: " + process.notifying.outbox());
        }
        for (Alert alert : process.engine.alerts()) {
            if (SimulatedFiles.endsBySilence(alert.rule())) {
                Promises.fail("did not end though there was no data for a day: " + alert);
            }
        }
        promises.atTheEnd(process.engine.alerts(), time.latest());
    }

    private boolean isOwed() {
        return process.notifying.outbox().stream().anyMatch(entry -> entry.why() == null);
    }

    private void restartAtTheEnd() {
        restartOrderly();
        process = start();
        say("the last process");
        pass(10 * MINUTE);
        goOn();
        if (!durablyOwed.isEmpty() || isOwed()) {
            Promises.fail("owed on the disk though all has arrived: " + durablyOwed);
        }
        promises.atTheEnd(process.engine.alerts(), time.latest());
    }

    // ---- the world of a process

    private final class World implements SimulatedProcess.World {
        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public void commit(StateStore store, List<Row> rows) {
            if (isDiskFull && random.nextInt(8) > 0) {
                if (broken == Broken.FULL_DISK_NOT_NOTICED) {
                    return;
                }
                throw StoreException.passing("the disk is full", null);
            }
            boolean isCut = isCutAtNextCommit && !isCalm;
            isCutAtNextCommit = false;
            if (!isCut) {
                store.commit(rows);
                committed(rows);
                return;
            }
            say("the process ends in the middle of a commit");
            if (broken == Broken.COMMIT_IN_PARTS) {
                store.commit(rows.subList(0, random.nextInt(rows.size() + 1)));
            } else if (disk.cut(store, rows, random)) {
                committed(rows);
            }
            process.die();
            throw StoreException.passing("the process is gone", null);
        }

        private void committed(List<Row> rows) {
            durableAlerts = alerts;
            durableRules = rules;
            durableReceivers = receivers;
            durablyAsked = asked;
            for (Row row : rows) {
                if (row.kind() != Row.Kind.DELIVERY) {
                    continue;
                }
                byte[] value = row.value();
                if (value == null) {
                    durablyOwed.remove(row.key());
                    durablyBegun.remove(row.key());
                } else if (value.length == 0) {
                    durablyBegun.put(row.key(), "");
                } else {
                    durablyOwed.put(
                            row.key(),
                            DeliveryRow.of(value, receivers).delivery().key());
                }
            }
            if (trace != null) {
                say("kept: "
                        + rows.stream()
                                .map(row -> (row.value() == null ? "-" : "")
                                        + row.kind().text() + " "
                                        + (row.key().length() > 40 ? row.key().substring(0, 40) : row.key())
                                                .replace('\n', ' '))
                                .toList());
            }
        }

        @Override
        public void alertsChanged(AlertEngine engine) {
            alerts = live(engine);
        }

        @Override
        public Channel channel(Receiver receiver, SimulatedProcess from) {
            return outgoing -> send(receiver, outgoing, from);
        }

        @Override
        public void decided(List<Row> rows) {
            for (Row row : rows) {
                byte[] value = row.value();
                if (row.kind() == Row.Kind.DELIVERY && value != null) {
                    promises.decided(DeliveryRow.of(value, receivers).delivery().key(), asked);
                }
            }
        }

        @Override
        public void gaveUp(Delivery delivery, String why) {
            say("given up: " + delivery + " " + delivery.key());
            promises.givenUp(delivery);
            if (why.startsWith("too many")) {
                promises.refused(delivery.receiver().name(), delivery.message().subjects());
            }
        }

        @Override
        public void failed(Throwable e) {
            noteFailure(new AssertionError("a listener of deliveries failed", e));
        }

        @Override
        public void problem(String problem) {
            if (!problem.contains("cannot be kept")) {
                noteFailure(new Promises.BrokenPromise("unexpected problem: " + problem));
            }
        }
    }

    private Outcome send(Receiver receiver, Outgoing outgoing, SimulatedProcess from) {
        if (from.isDead) {
            return Outcome.retry("the process is gone");
        }
        if (!durablyOwed.containsValue(outgoing.key())) {
            noteFailure(new Promises.BrokenPromise("sent before it was durable that it is owed: " + outgoing.key()));
        }
        SimulatedReceiver its = Objects.requireNonNull(receiversByName.get(receiver.name()));
        if (receiver.name().equals(SimulatedFiles.LIMITED)
                && !its.isInTime(SimulatedFiles.LIMIT, life, from.tasks.nanoTime() / 1_000_000)) {
            noteFailure(new Promises.BrokenPromise("sent faster than the receiver takes it: " + outgoing.key()));
        }
        Mood mood = its.mood;
        boolean isCrash = mood == Mood.HANGING && random.nextInt(4) == 0;
        boolean arrives = mood == Mood.WELL || mood == Mood.MUTE || (mood == Mood.HANGING && random.nextBoolean());
        boolean mayHaveArrived = arrives || mood == Mood.UNREACHABLE || mood == Mood.HANGING;
        Attempt attempt = new Attempt(
                receiver.name(),
                outgoing.key(),
                outgoing.message().status(),
                outgoing.maybeRepeat(),
                outgoing.message().subjects(),
                arrives,
                mayHaveArrived,
                outgoing.message().note().contains(Words.of("en").say(Word.FIRED_AND_RESOLVED)),
                mood,
                life);
        say("attempt " + attempt);
        try {
            promises.attempted(attempt);
        } catch (Promises.BrokenPromise e) {
            noteFailure(e);
        }
        return switch (mood) {
            case WELL -> Outcome.delivered();
            case BUSY ->
                Outcome.retryAfter(
                        "429",
                        Duration.ofMillis(
                                switch (random.nextInt(4)) {
                                    case 0 -> SECOND;
                                    case 1 -> MINUTE;
                                    case 2 -> 20 * MINUTE;
                                    default -> random.nextLong(50 * HOUR);
                                }));
            case BROKEN -> Outcome.retry("500");
            case MUTE, UNREACHABLE -> Outcome.uncertain("no answer");
            case GONE -> Outcome.refused("404");
            case HANGING -> {
                if (isCrash) {
                    crash();
                } else if (depth < 2) {
                    depth++;
                    for (int i = random.nextInt(4); i > 0 && !from.isDead; i--) {
                        step();
                    }
                    depth--;
                }
                yield Outcome.uncertain("no answer in time");
            }
        };
    }

    private void noteFailure(Error what) {
        if (failure == null) {
            failure = what;
        }
    }
}

package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.alert.LostAlert;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.snapshot.SnapshotException;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.matcher.AlertFacts;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.routing.Router;
import io.watchfire.notifiers.store.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is told what, when, and of how much at once: {@code (state, changes or time) -> (state', notices)}.
 *
 * <p>It compares what each receiver knows with how things are, and tells the difference unless a stage stands in the way
 * ({@link Stages}). So a firing that was told is followed by its end, whatever comes between. Reads no clock, starts no
 * thread; the same calls give the same notices. Times are in epoch milliseconds and never go back; a method that is given one
 * first does what was due before it. Not thread-safe.
 */
public final class NoticePolicy {
    private final PolicyEngine engine;

    public NoticePolicy(ReceiverSet receivers) {
        engine = new PolicyEngine(receivers);
    }

    /**
     * Time begins to pass at that instant, or goes on: from now on receivers with a heartbeat are told that these rules are watched, first one
     * period from now, or when a restored policy says. Without it there are no heartbeats.
     */
    public void begin(RuleSet rules, long at) {
        engine.time().moveTo(at);
        engine.beginHeartbeats(rules);
    }

    // ---- what has to outlive the process

    /**
     * The whole state, without secrets: a row for each alert, group, rate guard and silence, and for what is remembered of alerts
     * that are over. What a row says depends on the state alone.
     */
    public List<Row> rows() {
        return engine.rows().all();
    }

    /**
     * Keeps track of what changes from now on; the first {@link #takeChanges} gives all there is. A policy that was made of rows
     * does so from its beginning. Whoever wants that has to take the changes now and then: alerts that are over are remembered
     * until then.
     */
    public void trackChanges() {
        engine.rows().track();
    }

    /**
     * The rows that may have changed since they were taken last, each once, those that are gone as {@link Row#delete}: put into
     * what was taken before they make up {@link #rows}. Empty if nothing has changed, or nothing is kept track of.
     */
    public List<Row> takeChanges() {
        return engine.rows().take();
    }

    /**
     * A policy that goes on where another was when it had these {@link #rows}, perhaps with other rules and receivers. It keeps
     * track of changes; the first are what rules and receivers made different.
     *
     * @param rows in any order; rows of kinds that the policy does not write are left alone
     * @param at when it goes on, not before the last call of the other one. What was due meanwhile is found by the next {@link
     *     #advanceTo}, and is looked at as of then
     * @throws SnapshotException if a row is damaged, of a newer version, or of something else
     */
    public static NoticePolicy restore(Collection<Row> rows, RuleSet rules, ReceiverSet receivers, long at) {
        NoticePolicy policy = new NoticePolicy(receivers);
        policy.engine.restore(rows, rules, at);
        return policy;
    }

    // ---- what happens

    /**
     * Takes the changes of one instant; what is due at that instant itself comes with {@link #advanceTo}. Sources of
     * inhibitions are looked at first, in whatever order the changes stand.
     *
     * @return the notices that go out because of it
     */
    public List<Notice> process(List<Transition> ofOneInstant, long at) {
        engine.begin(at);
        engine.process(ofOneInstant);
        return engine.take();
    }

    /** Lets time pass: what is due by then is looked at, in order. */
    public List<Notice> advanceTo(long at) {
        engine.runDue(at);
        engine.time().moveTo(at);
        return engine.take();
    }

    /** When {@link #advanceTo} may have something to do next: never later than that; empty if only a change can. */
    public OptionalLong nextDue() {
        return engine.time().nextDue();
    }

    /** Tells at once what only waits for others of its group, or for the next summary: nothing comes any more. */
    public List<Notice> finish(long at) {
        engine.runDue(at);
        engine.time().moveTo(at);
        engine.examiner().finish();
        return engine.take();
    }

    // ---- what people do

    /** Takes a silence on, in the place of another of the same id. */
    public List<Notice> silence(Silence silence, long at) {
        engine.begin(at);
        engine.silence(silence);
        return engine.take();
    }

    /** Ends a silence: what it held back and still fires is told. Nothing happens if there is none of that id. */
    public List<Notice> expire(String id, long at) {
        engine.begin(at);
        engine.expire(id);
        return engine.take();
    }

    /** The silences that are or will be active. */
    public List<Silence> silences(Instant now) {
        return engine.silences().all().stream()
                .filter(silence -> silence.end().isAfter(now))
                .toList();
    }

    /** The alerts that fire and that a silence would match now; shows, and changes nothing. */
    public List<Transition> preview(Silence silence) {
        List<Transition> found = new ArrayList<>();
        for (Incident incident : engine.incidents().all()) {
            if (incident.open && silence.matches(AlertFacts.of(incident.last))) {
                found.add(incident.last);
            }
        }
        return found;
    }

    /**
     * Somebody takes alerts on: they are not repeated nor escalated any more.
     *
     * @param labels of the alerts meant, each that is given; empty: all of the rule
     * @return the alerts that were meant and fire
     */
    public List<Transition> acknowledge(String rule, Map<String, String> labels, Acknowledgement by) {
        engine.begin(by.time().toEpochMilli());
        List<Transition> found = new ArrayList<>();
        for (Incident incident : open(rule, labels)) {
            engine.acknowledge(incident, by);
            found.add(incident.last);
        }
        return found;
    }

    /**
     * Somebody says that alerts are over, though their rule does not: who was told hears of the end. An alert comes back if it
     * gets worse, or ends and fires again.
     *
     * @param labels of the alerts meant, each that is given; empty: all of the rule
     * @param by who says so
     */
    public List<Notice> resolve(String rule, Map<String, String> labels, String by, long at) {
        engine.begin(at);
        open(rule, labels).forEach(incident -> engine.closeByHand(incident, "by " + by));
        return engine.take();
    }

    private List<Incident> open(String rule, Map<String, String> labels) {
        return engine.incidents().all().stream()
                .filter(incident -> incident.open && incident.key.rule().equals(rule))
                .filter(incident -> incident.last.labels().asMap().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    // ---- other files

    /**
     * Goes on with other receivers and routes. Who is new for an alert that fires is told of it at its next change; at once if
     * nobody knows of it yet. A receiver that is gone gets what it is owed under its old settings.
     */
    public List<Notice> replaceReceivers(ReceiverSet receivers, long at) {
        engine.begin(at);
        engine.replaceReceivers(receivers);
        return engine.take();
    }

    /** Goes on with other rules, as far as they concern notices; alerts that end with them are to be told as changes. */
    public List<Notice> replaceRules(RuleSet rules, long at) {
        engine.begin(at);
        engine.replaceRules(rules);
        return engine.take();
    }

    /** {@link #replaceRules} and {@link #replaceReceivers} as one change, for rules and receivers that belong together. */
    public List<Notice> replace(RuleSet rules, ReceiverSet receivers, long at) {
        engine.begin(at);
        engine.replace(rules, receivers);
        return engine.take();
    }

    /** Alerts are over because no rule goes on with them after a restart. */
    public List<Notice> lost(List<LostAlert> alerts, long at) {
        engine.begin(at);
        for (LostAlert alert : alerts) {
            for (Incident incident : List.copyOf(engine.incidents().all())) {
                boolean same = incident.open
                        && incident.last.alert().equals(alert.id())
                        && incident.last.labels().equals(alert.labels());
                if (same) {
                    engine.lose(incident);
                }
            }
        }
        return engine.take();
    }

    // ---- what became of notices

    /** A notice has arrived. */
    public void delivered(Notice notice, @Nullable String how, long at) {
        delivered(Told.of(notice), how, at);
    }

    /** As {@link #delivered(Notice, String, long)}, of a notice that may have been decided before a restart. */
    public void delivered(Told told, @Nullable String how, long at) {
        forEachStanding(told, at, (standing, alert) -> {
            standing.delivered = true;
            engine.examiner().mayKnow(standing, told, alert);
            standing.cancelFallback(engine.time());
            standing.decisions.add(engine.time().now(), Decision.Kind.DELIVERED, how);
        });
    }

    /**
     * A notice will not arrive, or could not be taken on. Whoever was to learn from it that an alert fires does not know it:
     * there will be no end of it, and it is told anew an hour later if it still fires. Its fallback is told at once.
     */
    public void givenUp(Notice notice, String why, long at) {
        givenUp(Told.of(notice), why, at);
    }

    /** As {@link #givenUp(Notice, String, long)}, of a notice that may have been decided before a restart. */
    public void givenUp(Told told, String why, long at) {
        givenUp(told, why, false, at);
    }

    /**
     * As {@link #givenUp(Told, String, long)}.
     *
     * @param mayHaveArrived whether the receiver may have it all the same: then it is told of the end, too
     */
    public void givenUp(Told told, String why, boolean mayHaveArrived, long at) {
        forEachStanding(told, at, (standing, alert) -> {
            standing.decisions.add(engine.time().now(), Decision.Kind.GIVEN_UP, why);
            if (engine.examiner().notTold(standing, told, alert, mayHaveArrived)) {
                engine.fallBack(standing);
            }
            if (mayHaveArrived) {
                engine.examiner().mayKnow(standing, told, alert);
            }
        });
    }

    private void forEachStanding(Told told, long at, BiConsumer<Standing, Told.About> action) {
        engine.begin(at);
        for (Told.About alert : told.alerts()) {
            Incident incident = engine.incidents().get(alert.key());
            Standing standing = incident == null ? null : incident.standing(told.receiver());
            if (incident != null && standing != null) {
                action.accept(standing, alert);
                engine.examiner().tidy(incident);
            }
        }
    }

    // ---- questions

    /** How many alerts something is known of: those that fire, and those of which something is owed. */
    public int openAlerts() {
        return engine.incidents().all().size();
    }

    /** The alerts that fire. */
    public List<Transition> firing() {
        return engine.incidents().all().stream()
                .filter(incident -> incident.open)
                .map(incident -> incident.last)
                .toList();
    }

    /**
     * What was decided about telling a receiver of an alert, oldest first; of each alert that is over the last of it are kept
     * for some time. Empty if the alert was never meant for that receiver.
     *
     * @param alert any change of it
     */
    public List<Decision> why(Transition alert, String receiver) {
        return engine.incidents().decisions(AlertKey.of(alert), receiver);
    }

    /** All that is known of why whom was told: of alerts that fire, and of the last that are over. At most so many. */
    public List<Explanation> explanations(int atMost) {
        return engine.incidents().explanations(atMost);
    }

    /** For whom alerts are meant. */
    public Router router() {
        return engine.router();
    }
}

package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.NoticeSettings.Flap;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.receiver.Policy.HandOver;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.routing.Router;
import io.watchfire.notifiers.store.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what each receiver knows with how things are, and tells the difference unless a stage stands in the way. Whatever
 * happens ends in the same question, {@link #examine}.
 */
final class PolicyEngine {
    private final Timeline time = new Timeline();
    private final Marks marks = new Marks();
    private final Silences silences = new Silences(marks);
    private final Inhibitions inhibitions = new Inhibitions();
    private final Stages stages = new Stages(silences, inhibitions);
    private final Telling telling = new Telling(time, stages, marks);
    private final Incidents incidents = new Incidents(time, marks);
    private final Examiner examiner = new Examiner(time, stages, telling, incidents, marks);
    private final Heartbeats heartbeats = new Heartbeats(time, marks);
    private final PolicyRows rows = new PolicyRows(time, incidents, telling, silences, heartbeats, marks);
    private int rules;
    private final Placement placement;

    PolicyEngine(ReceiverSet receivers) {
        placement = new Placement(receivers, incidents);
        inhibitions.replace(Inhibitions.of(receivers));
    }

    Timeline time() {
        return time;
    }

    Silences silences() {
        return silences;
    }

    Incidents incidents() {
        return incidents;
    }

    Router router() {
        return placement.router();
    }

    Examiner examiner() {
        return examiner;
    }

    List<Notice> take() {
        return telling.take();
    }

    // ---- what happens

    void process(List<Transition> ofOneInstant) {
        Set<Standing> released = new TreeSet<>(Standing.ORDER);
        Set<Incident> touched = new LinkedHashSet<>();
        for (Transition transition : ofOneInstant) {
            if (transition.rule().stateful() && isChange(transition)) {
                Incident incident = incidents.of(transition);
                touched.add(incident);
                if (!isKnown(incident, transition)) {
                    sourceChanged(incident, transition, released);
                }
            }
        }
        for (Transition transition : ofOneInstant) {
            if (isChange(transition)) {
                Incident incident = incidents.of(transition);
                touched.add(incident);
                apply(incident, transition);
            }
        }
        released.forEach(examiner::examine);
        touched.forEach(examiner::tidy);
    }

    private static boolean isChange(Transition transition) {
        return transition.to() == AlertState.FIRING || transition.to() == AlertState.RESOLVED;
    }

    /** What is due before an instant comes before what happens then. */
    void begin(long at) {
        if (at > time.now()) {
            runDue(at - 1);
            time.moveTo(at);
        }
    }

    void runDue(long limit) {
        for (List<Due> due = time.popDue(limit); !due.isEmpty(); due = time.popDue(limit)) {
            due.forEach(this::run);
        }
    }

    private void run(Due due) {
        switch (due.kind) {
            case SETTLED -> settled((Incident) due.owner);
            case LOOK_AGAIN -> {
                Standing standing = (Standing) due.owner;
                examiner.examine(standing);
                examiner.tidy(standing.incident);
            }
            case ESCALATION -> {
                Standing standing = (Standing) due.owner;
                escalate(standing);
                examiner.tidy(standing.incident);
            }
            case FALLBACK -> {
                Standing standing = (Standing) due.owner;
                fallBack(standing);
                examiner.tidy(standing.incident);
            }
            case GROUP -> examiner.flush((Group) due.owner);
            case GUARD -> {
                // What came to be due at this instant only now comes into the summary, too.
                runDue(time.now());
                examiner.summary((Guard) due.owner);
            }
            case HEARTBEAT -> beat((Heartbeats.Beat) due.owner);
        }
    }

    // ---- heartbeats

    /** Time has begun. */
    void beginHeartbeats(RuleSet watched) {
        rules = watched.rules().size();
        heartbeats.begin(placement.router().receivers());
    }

    private void beat(Heartbeats.Beat beat) {
        int firing = (int) incidents.all().stream()
                .filter(incident -> incident.open && !incident.isShadow())
                .count();
        telling.tell(
                Notice.heartbeat(beat.receiver, new Notice.Heartbeat(rules, firing), Instant.ofEpochMilli(time.now())));
        heartbeats.told(beat);
    }

    // ---- alerts

    private void sourceChanged(Incident incident, Transition transition, Set<Standing> released) {
        boolean fires = transition.to() == AlertState.FIRING
                && !transition.rule().notices().shadow();
        inhibitions.update(incident, fires ? incident.factsOf(transition) : null, released);
    }

    private void apply(Incident incident, Transition transition) {
        if (!transition.rule().stateful()) {
            incident.changeTo(transition);
            placement.route(incident);
            for (Standing standing : List.copyOf(incident.standings)) {
                if (standing.meant && standing.receiver.hears(transition.level())) {
                    standing.addMatch(transition);
                    examiner.examine(standing);
                }
            }
            return;
        }
        if (isKnown(incident, transition)) {
            return;
        }
        if (transition.to() == AlertState.RESOLVED) {
            resolved(incident, transition);
        } else {
            fires(incident, transition);
        }
    }

    /** Whether a change was here before, or says no more of an alert than what it was like when somebody ended it by hand. */
    private static boolean isKnown(Incident incident, Transition transition) {
        Transition last = incident.last;
        if (!last.alert().equals(transition.alert())) {
            return false;
        }
        boolean wasHere = last != transition && transition.sequence() <= last.sequence();
        boolean isOver = incident.closedByHand
                && transition.to() == AlertState.FIRING
                && transition.level().compareTo(last.level()) <= 0;
        return wasHere || isOver;
    }

    private void fires(Incident incident, Transition transition) {
        boolean begins = !incident.open || !incident.last.alert().equals(transition.alert());
        boolean wasOpen = incident.open;
        incident.changeTo(transition);
        if (begins) {
            incident.open = true;
            incident.closedByHand = false;
            incident.openedAt = time.now();
            incident.acknowledged = null;
            incident.standings.forEach(standing -> standing.escalatedFrom = null);
            if (!wasOpen) {
                countChange(incident);
            }
        }
        placement.route(incident);
        for (Standing standing : incident.standings) {
            standing.takesOverLater = false;
            if (begins && standing.meant) {
                standing.decisions.add(
                        time.now(), Decision.Kind.MEANT, transition.level().text());
            }
        }
        examiner.examineAll(incident);
    }

    private void resolved(Incident incident, Transition transition) {
        boolean wasOpen = incident.open;
        incident.changeTo(transition);
        incident.closedByHand = false;
        if (wasOpen) {
            close(incident);
        }
    }

    private void close(Incident incident) {
        incident.open = false;
        for (Standing standing : incident.standings) {
            if (!standing.told) {
                // What was given up is over, and is no business of others any more.
                standing.cancelHandOver(time);
            }
        }
        countChange(incident);
        examiner.examineAll(incident);
        for (Silence silence : silences.thatEndWith(incident, incidents.all(), time.now())) {
            expire(silence.id());
        }
    }

    // ---- what people do

    void silence(Silence silence) {
        silences.forgetEnded(time.now());
        silences.add(silence).forEach(this::examineAndTidy);
    }

    boolean expire(String id) {
        boolean known = silences.has(id);
        silences.remove(id).forEach(this::examineAndTidy);
        return known;
    }

    private void examineAndTidy(Standing standing) {
        examiner.examine(standing);
        examiner.tidy(standing.incident);
    }

    /** Nobody repeats nor escalates an alert from now on. */
    void acknowledge(Incident incident, Acknowledgement by) {
        marks.changed(incident);
        incident.acknowledged = by;
        String who = by.author().isEmpty() ? by.comment() : "by " + by.author();
        incident.standings.forEach(standing -> {
            standing.cancelEscalation(time);
            standing.decisions.add(time.now(), Decision.Kind.ACKNOWLEDGED, who.isEmpty() ? null : who);
        });
    }

    /** Takes an alert for over from now on, though its rule does not say so. */
    void closeByHand(Incident incident, String by) {
        incident.changeTo(Changes.over(incident.last, time.now(), Reason.RECOVERY));
        incident.closedByHand = true;
        incident.standings.forEach(standing -> standing.decisions.add(time.now(), Decision.Kind.ENDED_BY_HAND, by));
        closed(incident);
    }

    /** The engine does not know this alert any more: its rule is gone. */
    void lose(Incident incident) {
        incident.changeTo(Changes.over(incident.last, time.now(), Reason.RULE_REMOVED));
        closed(incident);
    }

    private void closed(Incident incident) {
        Set<Standing> released = new TreeSet<>(Standing.ORDER);
        inhibitions.update(incident, null, released);
        close(incident);
        released.forEach(this::examineAndTidy);
        examiner.tidy(incident);
    }

    // ---- rows

    PolicyRows rows() {
        return rows;
    }

    void restore(Collection<Row> all, RuleSet rules, long at) {
        time.moveTo(at);
        rows.read(all, rules, placement.router().receivers());
        restored();
        rows.compare(all);
    }

    /** Finds what follows from what was read. */
    private void restored() {
        Set<Standing> none = new LinkedHashSet<>();
        for (Incident incident : incidents.all()) {
            if (incident.open && !incident.isShadow()) {
                inhibitions.update(incident, incident.facts(), none);
            }
        }
        for (Incident incident : incidents.all()) {
            placement.routeAnew(incident);
            incident.standings.forEach(this::takeUp);
        }
        for (Incident incident : List.copyOf(incidents.all())) {
            List.copyOf(incident.standings).forEach(examiner::takeUp);
            examiner.tidy(incident);
        }
    }

    private void takeUp(Standing standing) {
        Standing.GroupTimes times = standing.restored;
        Group group = standing.group;
        if (times != null && group != null) {
            group.restore(times);
            group.schedule(time);
            standing.restored = null;
        }
        Guard guard = telling.guard(standing.receiver.name());
        if (standing.heldBack && guard != null) {
            guard.heldBack.add(standing);
        }
    }

    // ---- other files

    void replaceReceivers(ReceiverSet receivers) {
        take(receivers);
        routeAnew();
        repeatAnew();
    }

    void replaceRules(RuleSet rules) {
        take(rules);
        routeAnew();
    }

    /** As one change: nobody is looked for by the routes of one and the rules of the other. */
    void replace(RuleSet rules, ReceiverSet receivers) {
        take(receivers);
        take(rules);
        routeAnew();
        repeatAnew();
    }

    private void take(ReceiverSet receivers) {
        placement.replace(receivers);
        heartbeats.replace(receivers);
        inhibitions.replace(Inhibitions.of(receivers));
        Set<Standing> none = new LinkedHashSet<>();
        for (Incident incident : incidents.all()) {
            incident.sourceOf = List.of();
            if (incident.open && !incident.isShadow()) {
                inhibitions.update(incident, incident.facts(), none);
            }
        }
    }

    private void repeatAnew() {
        for (Incident incident : incidents.all()) {
            for (Standing standing : incident.standings) {
                if (standing.group != null) {
                    examiner.repeatAnew(standing.group);
                }
            }
        }
    }

    private void take(RuleSet others) {
        rules = others.rules().size();
        Map<String, Rule> byId = new HashMap<>();
        others.rules().forEach(rule -> byId.put(rule.id(), rule));
        Set<Standing> released = new TreeSet<>(Standing.ORDER);
        for (Incident incident : incidents.all()) {
            Rule rule = byId.get(incident.key.rule());
            if (rule != null) {
                incident.changeTo(Changes.withRule(incident.last, incident.key.labels(), rule));
                boolean fires = incident.open && !incident.isShadow();
                inhibitions.update(incident, fires ? incident.facts() : null, released);
            }
        }
    }

    private void routeAnew() {
        for (Incident incident : List.copyOf(incidents.all())) {
            placement.routeAnew(incident);
            examiner.examineAll(incident);
            examiner.tidy(incident);
        }
    }

    private void countChange(Incident incident) {
        Flap flap = incident.last.rule().notices().flap();
        if (flap == null || incident.isShadow()) {
            return;
        }
        boolean tooMany = incident.countChange(flap, time.now());
        incident.flapping |= tooMany;
        time.schedule(incident.settled(), time.now() + flap.withinMillis());
    }

    private void settled(Incident incident) {
        incident.flapping = false;
        examiner.examineAll(incident);
        examiner.tidy(incident);
    }

    // ---- handing over

    private void escalate(Standing standing) {
        if (standing.incident.open && standing.incident.acknowledged == null) {
            handOver(standing, standing.policy.escalate(), "not acknowledged");
        }
    }

    /** A message has not arrived in time, or will not. */
    void fallBack(Standing standing) {
        standing.cancelFallback(time);
        if (!standing.delivered && standing.incident.open) {
            handOver(standing, standing.policy.fallback(), "not delivered");
        }
    }

    private void handOver(Standing standing, @Nullable HandOver to, String why) {
        Receiver receiver = to == null
                ? null
                : placement.router().receivers().byName(to.to()).orElse(null);
        if (receiver == null) {
            return;
        }
        standing.decisions.add(time.now(), Decision.Kind.HANDED_OVER, why + "; " + receiver.name() + " is told");
        Standing other = incidents.standing(standing.incident, receiver);
        if (!other.isMeant()) {
            other.escalatedFrom = standing.receiver.name();
            placement.settle(other, placement.router().handedOver(receiver, why + " by " + standing.receiver.name()));
        }
        examiner.examine(other);
    }
}

package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.NoticeSettings.Flap;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.snapshot.SnapshotException;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.matcher.AlertFacts;
import io.watchfire.notifiers.receiver.Policy;
import io.watchfire.notifiers.receiver.Policy.HandOver;
import io.watchfire.notifiers.receiver.Policy.Inhibition;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.Route;
import io.watchfire.notifiers.routing.Destination;
import io.watchfire.notifiers.routing.Router;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what each receiver knows with how things are, and tells the difference unless a stage stands in the way. Whatever
 * happens ends in the same question, {@link #examine}.
 */
final class PolicyEngine {
    /** How long after a notice was given up the alert is told anew. */
    private static final long TOLD_ANEW_AFTER = 60 * 60_000L;

    private static final String FORM = "notices 1";

    private final Timeline time = new Timeline();
    private final Silences silences = new Silences();
    private final Inhibitions inhibitions = new Inhibitions();
    private final Stages stages = new Stages(silences, inhibitions);
    private final Telling telling = new Telling(time, stages);
    private final Incidents incidents = new Incidents(time);
    private Router router;

    PolicyEngine(ReceiverSet receivers) {
        router = new Router(receivers);
        inhibitions.replace(inhibitionsOf(receivers));
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
        return router;
    }

    List<Notice> take() {
        return telling.take();
    }

    // ---- what happens

    void process(List<Transition> ofOneInstant) {
        Set<Standing> released = new LinkedHashSet<>();
        Set<Incident> touched = new LinkedHashSet<>();
        for (Transition transition : ofOneInstant) {
            if (transition.rule().stateful() && isChange(transition)) {
                Incident incident = incidents.of(transition);
                touched.add(incident);
                sourceChanged(incident, transition, released);
            }
        }
        for (Transition transition : ofOneInstant) {
            if (isChange(transition)) {
                Incident incident = incidents.of(transition);
                touched.add(incident);
                apply(incident, transition);
            }
        }
        released.forEach(this::examine);
        touched.forEach(this::tidy);
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

    void tidy(Incident incident) {
        incident.forgetFacts();
        incidents.tidy(incident);
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
                examine(standing);
                tidy(standing.incident);
            }
            case ESCALATION -> escalate((Standing) due.owner);
            case FALLBACK -> fallBack((Standing) due.owner);
            case GROUP -> flush((Group) due.owner);
            case GUARD -> summary((Guard) due.owner);
        }
    }

    private void summary(Guard guard) {
        List<Standing> heldBack = List.copyOf(guard.heldBack);
        telling.summary(guard);
        heldBack.forEach(this::examine);
        heldBack.forEach(standing -> tidy(standing.incident));
    }

    /** Tells what only waits. */
    void finish() {
        for (Group group : incidents.groups()) {
            if (group.flushAt != Timeline.NEVER) {
                group.flushAt = Timeline.NEVER;
                tellTogether(group);
                group.schedule(time);
            }
        }
        for (Guard guard : telling.guards()) {
            summary(guard);
        }
    }

    // ---- alerts

    private void sourceChanged(Incident incident, Transition transition, Set<Standing> released) {
        boolean fires = transition.to() == AlertState.FIRING
                && !transition.rule().notices().shadow();
        inhibitions.update(incident, fires ? AlertFacts.of(transition) : null, released);
    }

    private void apply(Incident incident, Transition transition) {
        if (!transition.rule().stateful()) {
            incident.changeTo(transition);
            route(incident);
            for (Standing standing : List.copyOf(incident.standings)) {
                if (standing.meant && standing.receiver.hears(transition.level())) {
                    standing.addMatch(transition);
                    examine(standing);
                }
            }
            return;
        }
        boolean same = incident.last.alert().equals(transition.alert());
        if (same && incident.last != transition && transition.sequence() <= incident.last.sequence()) {
            return; // It was here before.
        }
        if (transition.to() == AlertState.RESOLVED) {
            resolved(incident, transition);
        } else if (!(same && incident.closedByHand && transition.level().compareTo(incident.last.level()) <= 0)) {
            fires(incident, transition);
        }
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
        route(incident);
        for (Standing standing : incident.standings) {
            standing.takesOverLater = false;
            if (begins && standing.meant) {
                standing.decisions.add(
                        time.now(), Decision.Kind.MEANT, transition.level().text());
            }
        }
        examineAll(incident);
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
        countChange(incident);
        examineAll(incident);
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
        examine(standing);
        tidy(standing.incident);
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
        Set<Standing> released = new LinkedHashSet<>();
        inhibitions.update(incident, null, released);
        close(incident);
        released.forEach(this::examineAndTidy);
        tidy(incident);
    }

    // ---- snapshots

    void exchange(SnapshotStream state, RuleSet rules) {
        String form = state.text(FORM);
        if (!form.equals(FORM)) {
            throw new SnapshotException("this is a snapshot of something else than notices");
        }
        time.moveTo(state.time(time.now()));
        silences.exchange(state);
        telling.exchange(state);
        new PolicyState(state, new TransitionState(rules), router.receivers(), time).incidents(incidents);
        if (state.isReading()) {
            restored();
        }
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
            routeAnew(incident);
            incident.standings.forEach(this::takeUp);
        }
        for (Incident incident : List.copyOf(incidents.all())) {
            examineAll(incident);
            tidy(incident);
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
        router = new Router(receivers);
        inhibitions.replace(inhibitionsOf(receivers));
        Set<Standing> none = new LinkedHashSet<>();
        for (Incident incident : incidents.all()) {
            incident.sourceOf = List.of();
            if (incident.open && !incident.isShadow()) {
                inhibitions.update(incident, incident.facts(), none);
            }
        }
        routeAnew();
    }

    void replaceRules(RuleSet rules) {
        Map<String, Rule> byId = new HashMap<>();
        rules.rules().forEach(rule -> byId.put(rule.id(), rule));
        Set<Standing> released = new LinkedHashSet<>();
        for (Incident incident : incidents.all()) {
            Rule rule = byId.get(incident.key.rule());
            if (rule != null) {
                incident.changeTo(Changes.withRule(incident.last, incident.key.labels(), rule));
                boolean fires = incident.open && !incident.isShadow();
                inhibitions.update(incident, fires ? incident.facts() : null, released);
            }
        }
        routeAnew();
    }

    /**
     * Receivers that are new for an alert that fires are told of it at its next change; at once, if nobody knows of it yet.
     * Those that are gone stay for what they are owed.
     */
    private void routeAnew(Incident incident) {
        List<Standing> before = List.copyOf(incident.standings);
        boolean known = before.stream().anyMatch(standing -> standing.told || standing.toldFlapping);
        route(incident);
        for (Standing standing : incident.standings) {
            standing.takesOverLater |= known && !before.contains(standing);
        }
    }

    private void routeAnew() {
        for (Incident incident : List.copyOf(incidents.all())) {
            routeAnew(incident);
            examineAll(incident);
            tidy(incident);
        }
    }

    private static List<Inhibition> inhibitionsOf(ReceiverSet receivers) {
        List<Inhibition> all = new ArrayList<>(receivers.policy().inhibitions());
        receivers.receivers().forEach(receiver -> all.addAll(receiver.policy().inhibitions()));
        addInhibitionsOf(receivers.routes(), all);
        return all;
    }

    private static void addInhibitionsOf(List<Route> routes, List<Inhibition> all) {
        for (Route route : routes) {
            all.addAll(route.policy().inhibitions());
            addInhibitionsOf(route.routes(), all);
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
        examineAll(incident);
        tidy(incident);
    }

    /** Finds for whom an alert is meant now. */
    private void route(Incident incident) {
        List<Destination> destinations =
                incident.isShadow() ? List.of() : router.destinations(incident.last.rule(), incident.facts());
        incident.standings.forEach(standing -> standing.meant = false);
        for (Destination destination : destinations) {
            Standing standing = incidents.standing(incident, destination.receiver());
            standing.meant = true;
            settle(standing, destination);
        }
        for (Standing standing : incident.standings) {
            if (!standing.meant) {
                leftOut(standing);
            }
        }
    }

    /** For what it is owed a receiver has the policy of its own; one that is gone from the file is owed it at once. */
    private void leftOut(Standing standing) {
        Receiver known = router.receivers().byName(standing.receiver.name()).orElse(null);
        settle(
                standing,
                known == null ? new Destination(standing.receiver, Policy.NONE, "", "") : router.handedOver(known, ""));
    }

    private void settle(Standing standing, Destination destination) {
        standing.receiver = destination.receiver();
        standing.policy = destination.policy();
        standing.scope = destination.scope();
        incidents.group(standing);
    }

    private void examineAll(Incident incident) {
        for (Standing standing : List.copyOf(incident.standings)) {
            examine(standing);
        }
    }

    // ---- the one question: is there anything to tell, and does anything stand in its way?

    private void examine(Standing standing) {
        Status what = Stages.toTell(standing);
        if (standing.heldBack) {
            if (what != Status.RESOLVED || standing.toldInSummary) {
                return; // The next summary tells it.
            }
            Guard guard = telling.guard(standing.receiver.name());
            if (guard != null) {
                guard.release(standing);
            }
        }
        standing.stopWaiting();
        standing.cancelLookAgain(time);
        Group group = standing.group;
        if (what == null || group == null) {
            if (what == null && !standing.incident.open) {
                ended(standing);
            }
            return;
        }
        if (what == Status.RESOLVED && !standing.incident.last.rule().notices().notifyResolved()) {
            telling.forgetEnd(standing);
            return;
        }
        Hold hold = stages.first(standing, what, time.now());
        if (hold == null) {
            telling.tell(group, List.of(new Telling.Item(standing, what)));
        } else {
            keep(standing, what, hold);
        }
    }

    private void ended(Standing standing) {
        if (!standing.decisions.endsWith(Decision.Kind.TOLD) && !standing.incident.flapping) {
            standing.decisions.add(time.now(), Decision.Kind.NOT_TOLD, "it ended before");
        }
    }

    private void keep(Standing standing, Status what, Hold hold) {
        standing.decisions.add(time.now(), hold.kind(), hold.until(), hold.detail());
        if (hold.kind() == Decision.Kind.PAUSED) {
            standing.swallow(standing.incident.last);
        }
        if (!standing.matches.isEmpty() && hold.losesMatches()) {
            standing.matches = List.of();
            return;
        }
        Group group = standing.group;
        if (hold.kind() == Decision.Kind.GROUPED && group != null) {
            group.flushAt = Math.min(group.flushAt, hold.until());
            group.schedule(time);
            return;
        }
        if (hold.kind() != Decision.Kind.FLAPPING) {
            time.schedule(standing.lookAgain(), hold.until());
        }
        if (hold.waiting() != null) {
            standing.waitIn(hold.waiting());
        }
    }

    private void flush(Group group) {
        long now = time.now();
        if (group.flushAt <= now) {
            // The wait is the group's: it goes on though the alert that began it is over.
            group.flushAt = Timeline.NEVER;
            tellTogether(group);
        }
        if (group.repeatAt <= now) {
            telling.repeat(group);
            boolean fires = group.members.stream().anyMatch(member -> member.told && member.incident.open);
            group.repeatAt = fires ? nextRepeat(group, now) : Timeline.NEVER;
        }
        group.schedule(time);
        List.copyOf(group.members).forEach(member -> tidy(member.incident));
    }

    private void tellTogether(Group group) {
        group.flushing = true;
        List<Telling.Item> items = new ArrayList<>();
        for (Standing member : List.copyOf(group.members)) {
            Status what = member.heldBack ? null : Stages.toTell(member);
            if (what == null) {
                continue;
            }
            Hold hold = stages.first(member, what, time.now());
            if (hold != null) {
                keep(member, what, hold);
            } else if (what == Status.RESOLVED
                    && !member.incident.last.rule().notices().notifyResolved()) {
                telling.forgetEnd(member);
            } else {
                items.add(new Telling.Item(member, what));
            }
        }
        telling.tell(group, items);
        group.flushing = false;
    }

    private static long nextRepeat(Group group, long now) {
        for (Standing member : group.members) {
            if (member.told) {
                return Repeats.next(member.policy.repeatMillis(), group.firingTold, now);
            }
        }
        return Timeline.NEVER;
    }

    /** A receiver did not get a notice. */
    void notTold(Standing standing, Notice notice) {
        boolean began = notice.status() == Status.FIRING || notice.status() == Status.SUMMARY;
        if (began && standing.told && standing.toldAt == notice.time().toEpochMilli()) {
            telling.forgetEnd(standing);
            standing.givenUpUntil = time.now() + TOLD_ANEW_AFTER;
            examine(standing);
        }
    }

    // ---- handing over

    private void escalate(Standing standing) {
        if (standing.told && standing.incident.open && standing.incident.acknowledged == null) {
            handOver(standing, standing.policy.escalate(), "not acknowledged");
        }
    }

    private void fallBack(Standing standing) {
        if (standing.told && !standing.delivered) {
            handOver(standing, standing.policy.fallback(), "not delivered");
        }
    }

    private void handOver(Standing standing, @Nullable HandOver to, String why) {
        Receiver receiver =
                to == null ? null : router.receivers().byName(to.to()).orElse(null);
        if (receiver == null) {
            return;
        }
        standing.decisions.add(time.now(), Decision.Kind.HANDED_OVER, why + "; " + receiver.name() + " is told");
        Standing other = incidents.standing(standing.incident, receiver);
        if (!other.isMeant()) {
            other.escalatedFrom = standing.receiver.name();
            settle(other, router.handedOver(receiver, why + " by " + standing.receiver.name()));
        }
        examine(other);
        standing.incident.forgetFacts();
    }
}

package io.watchfire.runtime;

import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.message.Message.Subject;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.Route;
import io.watchfire.runtime.SimulatedReceiver.Attempt;
import io.watchfire.runtime.SimulatedReceiver.Mood;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What Watchfire promises, held against what receivers got. Knows nothing of the product's own state but what people asked of it and
 * which alerts fire.
 */
final class Promises {
    /** A promise was broken. */
    static final class BrokenPromise extends AssertionError {
        private static final long serialVersionUID = 1L;

        BrokenPromise(String what) {
            super(what);
        }
    }

    /** A silence of one rule. */
    record Silenced(String id, String rule, long from, long until) {}

    /** What people asked for. Each change makes another one, so that what a crash takes back is easily had again. */
    record Asked(List<Silenced> silences, Map<String, Long> acknowledged) {
        static final Asked NOTHING = new Asked(List.of(), Map.of());

        Asked silence(Silenced silence) {
            Asked asked = expire(silence.id(), silence.from());
            List<Silenced> all = new ArrayList<>(asked.silences);
            all.add(silence);
            return new Asked(all, acknowledged);
        }

        Asked expire(String id, long at) {
            // Gone, and not only over: a clock that jumps back does not bring it back.
            List<Silenced> all = new ArrayList<>(silences);
            all.removeIf(silence -> silence.id().equals(id) && silence.until() > at);
            return new Asked(all, acknowledged);
        }

        Asked acknowledge(List<String> alerts, long at) {
            Map<String, Long> all = new HashMap<>(acknowledged);
            alerts.forEach(alert -> all.putIfAbsent(alert, at));
            return new Asked(silences, all);
        }

        /** The ids of those that are not over. */
        List<String> silencesAt(long now) {
            return silences.stream()
                    .filter(silence -> silence.until() > now)
                    .map(Silenced::id)
                    .sorted()
                    .toList();
        }
    }

    private final List<Attempt> attempts = new ArrayList<>();

    /** By receiver and alert: the last attempt of each kind that matters. */
    private final Map<String, Known> known = new HashMap<>();

    private final Map<String, Attempt> firstByKey = new HashMap<>();
    private final Map<String, Asked> askedWhenDecided = new HashMap<>();
    private final Map<String, ReceiverSet> receiversWhenDecided = new HashMap<>();
    /** Given up, and sent once more by hand. */
    private final Set<String> byHand = new HashSet<>();

    private final Set<String> givenUp = new HashSet<>();
    /** By receiver and alert. */
    private final Set<String> refused = new HashSet<>();
    /** By receiver and life of an alert: what may have begun there. */
    private final Set<String> attempted = new HashSet<>();

    private final Set<String> endedByHand = new HashSet<>();

    /** The times at which it was settled who is meant, by rule and receiver. */
    private final Map<String, Long> meantSince = new HashMap<>();

    private long settingsSince;
    private RuleSet rules;
    private ReceiverSet receivers;

    /** What a receiver was told of an alert. */
    private static final class Known {
        final String receiver;
        final Subject subject;
        boolean mayKnow;
        boolean isOpen;
        boolean wasOpened;
        boolean isEndRefused;
        boolean flaps;
        String alert = "";
        long sequence = -1;
        final Set<String> beginnings = new HashSet<>();
        String openedBy = "";
        String openedFor = "";

        Known(String receiver, Subject subject) {
            this.receiver = receiver;
            this.subject = subject;
        }
    }

    Promises(RuleSet rules, ReceiverSet receivers, long now) {
        this.rules = rules;
        this.receivers = receivers;
        settings(rules, receivers, now);
    }

    // ---- what happens

    /** Other files hold from now on. */
    void settings(RuleSet nextRules, ReceiverSet nextReceivers, long now) {
        Map<String, Long> before = Map.copyOf(meantSince);
        meantSince.clear();
        settingsSince = now;
        rules = nextRules;
        receivers = nextReceivers;
        for (Rule rule : rules.rules()) {
            for (Receiver receiver : receivers.receivers()) {
                String pair = rule.id() + " > " + receiver.name();
                if (isMeant(rule, receiver)) {
                    meantSince.put(pair, before.getOrDefault(pair, now));
                }
            }
        }
    }

    /** A crash took back who is meant: whoever is meant now is as new. */
    void forgetSettings() {
        meantSince.clear();
    }

    /** It was decided that a message is owed. */
    void decided(String key, Asked asked) {
        askedWhenDecided.put(key, asked);
        // What was due before other files came is decided by those before.
        if (decidedAt(key) > settingsSince) {
            receiversWhenDecided.put(key, receivers);
        }
        if (givenUp.contains(key)) {
            byHand.add(key);
        }
    }

    static long decidedAt(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('@') + 1));
    }

    /** A message was given up, be it that no attempt was made: its receiver may be told of the beginning anew. */
    void givenUp(Delivery delivery) {
        givenUp.add(delivery.key());
        for (Subject subject : delivery.message().subjects()) {
            known(delivery.receiver().name(), subject).beginnings.add(delivery.key());
        }
    }

    private Known known(String receiver, Subject subject) {
        return known.computeIfAbsent(pair(receiver, subject), unused -> new Known(receiver, subject));
    }

    /** There was no room: what is told of these alerts later may lack its beginning or its end. */
    void refused(String receiver, List<Subject> subjects) {
        subjects.forEach(subject -> refused.add(receiver + " < " + SimulatedReceiver.identity(subject)));
    }

    void endedByHand(String alert) {
        endedByHand.add(alert);
    }

    void attempted(Attempt attempt) {
        attempts.add(attempt);
        Attempt before = firstByKey.get(attempt.key());
        if (before != null && before.mayHaveArrived() && !attempt.maybeRepeat()) {
            fail("sent twice and not marked as a possible repeat: " + attempt + "; first: " + before);
        }
        if (before == null || !before.mayHaveArrived()) {
            firstByKey.put(attempt.key(), attempt);
        }
        if (attempt.status() == Status.HEARTBEAT) {
            return;
        }
        boolean isNew = before == null;
        if (isNew && !byHand.contains(attempt.key())) {
            againstWhatWasAsked(attempt, askedWhenDecided.getOrDefault(attempt.key(), Asked.NOTHING));
        }
        boolean anyMayKnow = false;
        for (Subject subject : attempt.subjects()) {
            Known about = known(attempt.receiver(), subject);
            anyMayKnow |= about.mayKnow || refused.contains(pair(attempt.receiver(), subject));
            if (isNew && attempt.isAboutOne()) {
                inOrder(attempt, about);
            }
            about.mayKnow |= attempt.maybeRepeat() && attempt.opens(subject);
            if (attempt.opens(subject) && attempt.mayHaveArrived()) {
                about.mayKnow = true;
                attempted.add(attempt.receiver() + " < " + SimulatedReceiver.life(subject));
            }
            // What is sent once more by hand may be long over.
            if (!byHand.contains(attempt.key())) {
                learn(attempt, subject, about);
            }
        }
        if (attempt.status() == Status.RESOLVED && !attempt.tellsAll()) {
            // What was ended by hand may begin anew.
            attempt.subjects()
                    .forEach(subject -> attempted.remove(attempt.receiver() + " < " + SimulatedReceiver.life(subject)));
        }
        if (attempt.tellsAll() && attempt.isAboutOne()) {
            Subject subject = attempt.subjects().get(0);
            if (attempted.contains(attempt.receiver() + " < " + SimulatedReceiver.life(subject))) {
                fail("the beginning was attempted, and is told by the end: " + attempt);
            }
        } else if (attempt.status() == Status.RESOLVED && !anyMayKnow && !attempt.tellsAll()) {
            fail("an end of which the receiver cannot know the beginning: " + attempt);
        }
    }

    private void againstWhatWasAsked(Attempt attempt, Asked asked) {
        if (!attempt.isAboutOne() || attempt.ends(attempt.subjects().get(0)) || attempt.status() == Status.SUMMARY) {
            return;
        }
        Subject subject = attempt.subjects().get(0);
        for (Silenced silence : asked.silences()) {
            boolean isActive = attempt.decidedAt() >= silence.from() && attempt.decidedAt() < silence.until();
            if (isActive && silence.rule().equals(subject.rule())) {
                fail("told in spite of the silence " + silence + ": " + attempt);
            }
        }
        ReceiverSet decidedBy = receiversWhenDecided.get(attempt.key());
        Receiver receiver =
                decidedBy == null ? null : decidedBy.byName(attempt.receiver()).orElse(null);
        if (receiver != null && isMuted(receiver, attempt.decidedAt())) {
            fail("told though it was muted then: " + attempt);
        }
        Long acknowledged = asked.acknowledged().get(SimulatedReceiver.life(subject));
        // Others may be told all the same of what did not arrive.
        boolean nags = attempt.status() == Status.REPEAT;
        if (nags
                && acknowledged != null
                && attempt.decidedAt() > acknowledged
                && !endedByHand.contains(SimulatedReceiver.life(subject))) {
            fail("told again though it was acknowledged at " + acknowledged + ": " + attempt);
        }
    }

    private void inOrder(Attempt attempt, Known about) {
        if (byHand.contains(attempt.key())
                || endedByHand.contains(
                        SimulatedReceiver.life(attempt.subjects().get(0)))) {
            return;
        }
        String alert = attempt.subjects().get(0).alert();
        if (alert.equals(about.alert) && attempt.sequence() < about.sequence) {
            fail("told behind a later change, " + about.sequence + ": " + attempt);
        }
        about.alert = alert;
        about.sequence = attempt.sequence();
        boolean isToldAgain =
                attempt.status() == Status.FIRING && about.isOpen && !about.flaps && alert.equals(about.openedFor);
        if (isToldAgain && Collections.disjoint(about.beginnings, givenUp)) {
            fail("told again of the same beginning, of which it knew by " + about.openedBy + ": " + attempt);
        }
    }

    private static void learn(Attempt attempt, Subject subject, Known about) {
        // A process that ended may have left an attempt behind of which nothing is known here.
        if (attempt.status() == Status.FIRING || attempt.status() == Status.SUMMARY) {
            about.beginnings.add(attempt.key());
        }
        if (attempt.ends(subject)) {
            about.isEndRefused |= attempt.mood() == Mood.GONE;
            if (attempt.arrived()) {
                about.isOpen = false;
                about.flaps = false;
            }
        } else if (attempt.arrived()) {
            about.isOpen = true;
            about.wasOpened = true;
            about.isEndRefused = false;
            // A summary does not say of what it tells that it flaps.
            about.flaps = attempt.status() == Status.FLAPPING
                    || (attempt.status() == Status.SUMMARY && subject.rule().equals("tagged"));
            if (attempt.status() == Status.FIRING || attempt.status() == Status.SUMMARY) {
                about.openedBy = attempt.key();
                about.openedFor = subject.alert();
            }
        }
    }

    // ---- at the end, when all are well and nothing is owed

    void atTheEnd(List<Alert> alerts, long now) {
        Map<String, Alert> firing = new HashMap<>();
        for (Alert alert : alerts) {
            if (alert.state().isOpen()) {
                firing.put(identity(alert), alert);
            }
        }
        for (Known about : known.values()) {
            String alert = SimulatedReceiver.identity(about.subject);
            boolean isEndOwed =
                    !about.subject.rule().equals("silent") && !refused.contains(about.receiver + " < " + alert);
            if (about.isOpen && !firing.containsKey(alert) && isEndOwed && !about.isEndRefused) {
                fail(about.receiver + " was never told of the end of " + alert + ", of whose beginning it was told");
            }
        }
        for (Alert alert : firing.values()) {
            if (!endedByHand.contains(life(alert))) {
                isKnown(alert, firing, now);
            }
        }
    }

    private void isKnown(Alert alert, Map<String, Alert> firing, long now) {
        String identity = identity(alert);
        for (Receiver receiver : receivers.receivers()) {
            Long since = meantSince.get(alert.rule().id() + " > " + receiver.name());
            Rule rule = alert.rule();
            boolean isMeant = since != null
                    && receiver.hears(alert.level())
                    && !isMuted(receiver, now)
                    && !isInhibited(receiver, alert, firing)
                    && Objects.requireNonNull(alert.firingSince()).toEpochMilli() > since;
            Known about = known.get(receiver.name() + " < " + identity);
            if (isMeant && (about == null || !about.isOpen)) {
                fail(receiver.name() + " does not know that " + rule.id() + " fires: " + identity);
            }
        }
    }

    private static boolean isMuted(Receiver receiver, long now) {
        return receiver.policy().muteTimes().stream().anyMatch(time -> time.contains(Instant.ofEpochMilli(now)));
    }

    /** Rules that another one may hold back are so while that one fires for the same host. */
    private static boolean isInhibited(Receiver receiver, Alert alert, Map<String, Alert> firing) {
        return !receiver.policy().inhibitions().isEmpty()
                && firing.values().stream()
                        .anyMatch(source -> source.rule().id().equals("kept")
                                && alert.rule().id().equals("also")
                                && source.labels().equals(alert.labels()));
    }

    /** A rule with tags goes to whoever has one of them; another by the routes, or to whoever takes what is untagged. */
    private boolean isMeant(Rule rule, Receiver receiver) {
        if (!rule.notices().receiverTags().isEmpty()) {
            return !Collections.disjoint(rule.notices().receiverTags(), receiver.tags());
        }
        boolean isTaken = false;
        for (Route route : receivers.routes()) {
            if (Objects.requireNonNull(route.when()).source().equals("rule == '" + rule.id() + "'")) {
                isTaken = true;
                if (Objects.requireNonNull(route.receivers()).contains(receiver.name())) {
                    return true;
                }
                if (!route.goesOn()) {
                    return false;
                }
            }
        }
        return !isTaken && receiver.untagged();
    }

    static String pair(String receiver, Subject subject) {
        return receiver + " < " + SimulatedReceiver.identity(subject);
    }

    /** Which receivers know that which alerts fire. */
    Set<String> known() {
        Set<String> open = new HashSet<>();
        known.forEach((pair, about) -> {
            if (about.isOpen) {
                open.add(pair);
            }
        });
        return open;
    }

    static String identity(Alert alert) {
        return alert.rule().id() + " " + alert.labels().asMap();
    }

    static String life(Alert alert) {
        return identity(alert) + " " + alert.id();
    }

    int attempts() {
        return attempts.size();
    }

    List<Attempt> attemptsFrom(int index) {
        return attempts.subList(index, attempts.size());
    }

    static void fail(String what) {
        throw new BrokenPromise(what);
    }
}

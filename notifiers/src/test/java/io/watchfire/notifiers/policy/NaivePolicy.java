package io.watchfire.notifiers.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The policy, said again as simply as can be: at every second everything is looked at anew. Knows nothing of the real one.
 *
 * <p>Alerts are named {@code rule/zone/name}. It may be told to be wrong in one way, to see that the comparison finds out.
 */
final class NaivePolicy {
    /** Ways of being wrong. */
    enum Wrong {
        NOT_AT_ALL,
        SILENCE_HOLDS_ENDS,
        MUTE_HOLDS_ENDS,
        INHIBITION_HOLDS_ENDS,
        GROUPING_DOES_NOT_HOLD_ENDS,
        FORGETS_WHAT_A_SILENCE_HELD,
        FORGETS_WHAT_A_MUTE_HELD,
        FORGETS_WHAT_WAS_INHIBITED,
        SILENCE_INCLUDES_ITS_END,
        ONE_ENDED_SOURCE_IS_ENOUGH,
        SOURCES_OF_ANY_ZONE,
        NO_WAIT,
        NO_INTERVAL,
        INTERVAL_AS_A_GRID,
        WAIT_FOR_EACH_ALERT,
        TELLS_WHAT_ENDED_WITHIN_THE_WAIT,
        COUNTS_ONLY_WHAT_IS_NEW,
        COUNTS_WHAT_IS_SILENCED,
        GROUP_NEVER_ENDS,
        ENDS_GO_TO_WHO_IS_MEANT_NOW,
        ENDS_GO_TO_ALL_WHO_ARE_MEANT,
        GONE_RECEIVERS_ARE_FORGOTTEN,
        NEW_RECEIVERS_ARE_TOLD_AT_ONCE,
        RELOAD_FORGETS_WHAT_WAS_TOLD,
        MIN_LEVEL_IS_IGNORED,
        LEVELS_ARE_NOT_TOLD,
        FALLS_BELOW_MIN_LEVEL_ARE_NOT_TOLD,
        EVERY_FALL_BELOW_MIN_LEVEL_IS_TOLD,
        LEVELS_ARE_TOLD_IN_SILENCES,
        ENDS_BELOW_MIN_LEVEL_ARE_NOT_TOLD,
        REPEATS_COUNT_FROM_THE_LAST_NOTICE,
        LAST_STEP_DOES_NOT_GO_ON,
        REPEATS_IN_SILENCES,
        REPEATS_OF_WHAT_IS_ACKNOWLEDGED,
        REPEATS_TO_WHO_IS_GONE,
        REPEATS_IN_PAUSES,
        REPEATS_DO_NOT_MOVE_THE_INTERVAL,
        NO_PAUSE,
        PAUSE_SWALLOWS_ENDS,
        PAUSE_FROM_THE_END,
        FORGETS_WHAT_A_PAUSE_HELD,
        PAUSE_DOES_NOT_HOLD_LEVELS,
        NO_ESCALATION,
        ESCALATES_WHAT_IS_ACKNOWLEDGED,
        ESCALATION_OUTLIVES_THE_END,
        ESCALATION_IS_NOT_ENDED,
        ACKNOWLEDGED_FOR_EVER,
        NO_FLAP,
        FLAPS_ONE_CHANGE_SOONER,
        FLAPS_AT_CHANGES_OF_LEVEL,
        FLAP_SETTLES_A_SECOND_LATER,
        FLAP_TELLS_ENDS,
        FLAP_IS_NOT_TOLD,
        FLAP_HIDES_HOW_IT_SETTLED,
        FLAP_IS_TOLD_TO_WHO_IS_NOT_CONCERNED,
        NO_RATE_GUARD,
        RATE_GUARD_ALLOWS_ONE_MORE,
        RATE_GUARD_COUNTS_ENDS,
        RATE_GUARD_HOLDS_ENDS,
        RATE_GUARD_DOES_NOT_COUNT_REPEATS,
        RATE_GUARD_DOES_NOT_COUNT_SUMMARIES,
        SUMMARY_FORGETS_WHAT_ENDED,
        SUMMARY_OF_WHAT_IS_SILENCED,
        ENDS_OF_WHAT_A_SUMMARY_TOLD_ARE_FREE
    }

    /** How a receiver wants it. Times are in seconds of the story. */
    static final class Wish {
        private final String name;
        private boolean grouped;
        private int waits;
        private int interval;
        private int muteFrom;
        private int muteTo;
        private int minLevel;
        private List<Integer> repeat = List.of();
        private int escalateAfter;
        private int guard;
        private int guardPer;
        private boolean untagged = true;

        Wish(String name) {
            this.name = name;
        }

        Wish grouped(int newWaits, int newInterval) {
            grouped = true;
            waits = newWaits;
            interval = newInterval;
            return this;
        }

        Wish muted(int from, int to) {
            muteFrom = from;
            muteTo = to;
            return this;
        }

        Wish minLevel(int level) {
            minLevel = level;
            return this;
        }

        Wish repeat(Integer... steps) {
            repeat = List.of(steps);
            return this;
        }

        /** All that it is told is one group: so it is plain what comes first within a second. */
        Wish guarded(int notices, int per) {
            guard = notices;
            guardPer = per;
            return this;
        }

        /** To {@code lead}. */
        Wish escalate(int after) {
            escalateAfter = after;
            return this;
        }

        Wish onlyWhatIsHandedOver() {
            untagged = false;
            return this;
        }

        String name() {
            return name;
        }
    }

    /** What a receiver file says: for whom alerts are meant, and who is there beside them. */
    record File(List<Wish> meant, List<Wish> others) {
        boolean has(Wish wish) {
            return meant.contains(wish) || others.contains(wish);
        }
    }

    /** More changes than that within so many seconds; no changes at all are never too many. */
    record Flap(int changes, int within) {}

    private static final class Silence {
        String name;
        int from;
        int to;
    }

    private static final class Guard {
        final List<Integer> told = new ArrayList<>();
        final Set<String> held = new TreeSet<>();
        final Set<String> toldInSummary = new HashSet<>();
        int summaryAt = Integer.MAX_VALUE;
    }

    private record Known(String receiver, String alert) {}

    private static final class Group {
        int last = -1;
        int first = -1;
        int due = Integer.MAX_VALUE;
        int firingTold = -1;
    }

    private final Wrong wrong;
    private final Map<String, Integer> pauses;
    private final Flap flap;
    private File file;
    private final Map<String, Wish> allWishes = new TreeMap<>();
    private final Map<String, Integer> firing = new TreeMap<>();
    private final Map<String, Integer> began = new HashMap<>();
    private final Map<String, Integer> levels = new HashMap<>();
    private final Map<String, Silence> silences = new HashMap<>();
    /** At what level each receiver knows each alert. */
    private final Map<Known, Integer> told = new HashMap<>();

    private final Map<Known, Integer> firingTold = new HashMap<>();
    private final Map<Known, Integer> pausedUntil = new HashMap<>();
    private final Map<Known, Integer> escalateAt = new HashMap<>();
    private final Map<String, List<Integer>> changes = new TreeMap<>();
    private final Set<String> flapping = new TreeSet<>();
    /** Who was told that an alert flaps, and not yet how it settled. */
    private final Set<Known> toldFlapping = new HashSet<>();

    private final Set<Known> escalated = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<Known> waitsForNext = new HashSet<>();
    private final Set<Known> missed = new HashSet<>();
    private final Map<String, Guard> guards = new HashMap<>();
    private final Map<String, Group> groups = new HashMap<>();
    private final List<String> notices = new ArrayList<>();
    private boolean sourceEnded;

    /** @param pauses of the rules, in seconds */
    NaivePolicy(Wrong wrong, File file, Map<String, Integer> pauses, Flap flap) {
        this.wrong = wrong;
        this.flap = flap;
        this.file = file;
        this.pauses = pauses;
        learn(file);
    }

    private void learn(File learnt) {
        learnt.meant.forEach(wish -> allWishes.put(wish.name, wish));
        learnt.others.forEach(wish -> allWishes.put(wish.name, wish));
    }

    List<String> notices() {
        return notices;
    }

    void silence(String id, String name, int from, int to) {
        Silence silence = new Silence();
        silence.name = name;
        silence.from = from;
        silence.to = to;
        silences.put(id, silence);
    }

    void expire(String id) {
        silences.remove(id);
    }

    void acknowledge(String alert) {
        if (firing.containsKey(alert)) {
            acknowledged.add(alert);
            if (wrong != Wrong.ESCALATES_WHAT_IS_ACKNOWLEDGED) {
                // It answers the notice: also if the alert ends and fires again before its end is told.
                escalateAt.keySet().removeIf(known -> known.alert.equals(alert));
            }
        }
    }

    void reload(File now) {
        Set<Wish> before = new HashSet<>(file.meant);
        file = now;
        learn(now);
        for (String alert : firing.keySet()) {
            boolean somebodyKnows = told.keySet().stream().anyMatch(known -> known.alert.equals(alert))
                    || toldFlapping.stream().anyMatch(known -> known.alert.equals(alert));
            for (Wish wish : now.meant) {
                Known known = new Known(wish.name, alert);
                boolean fresh = !before.contains(wish) && !told.containsKey(known) && !toldFlapping.contains(known);
                if (fresh && somebodyKnows && wrong != Wrong.NEW_RECEIVERS_ARE_TOLD_AT_ONCE) {
                    waitsForNext.add(known);
                }
            }
        }
        waitsForNext.removeIf(known -> !now.meant.contains(allWishes.get(known.receiver)));
        if (wrong == Wrong.GONE_RECEIVERS_ARE_FORGOTTEN) {
            told.keySet().removeIf(known -> !now.meant.contains(allWishes.get(known.receiver)));
        }
        if (wrong == Wrong.RELOAD_FORGETS_WHAT_WAS_TOLD) {
            told.clear();
        }
    }

    void fires(String alert, int level, int second) {
        firing.put(alert, second);
        began.put(alert, second);
        levels.put(alert, level);
        count(alert, second);
        escalated.removeIf(known -> known.alert.equals(alert));
        if (wrong != Wrong.ACKNOWLEDGED_FOR_EVER) {
            acknowledged.remove(alert);
        }
    }

    void changes(String alert, int level, int second) {
        levels.put(alert, level);
        if (wrong == Wrong.FLAPS_AT_CHANGES_OF_LEVEL) {
            count(alert, second);
        }
        waitsForNext.removeIf(known -> known.alert.equals(alert));
    }

    void ends(String alert, int second) {
        firing.remove(alert);
        count(alert, second);
        waitsForNext.removeIf(known -> known.alert.equals(alert));
        missed.removeIf(known -> known.alert.equals(alert));
        sourceEnded |= alert.startsWith("down/");
    }

    private void count(String alert, int second) {
        List<Integer> all = changes.computeIfAbsent(alert, key -> new ArrayList<>());
        all.add(second);
        int within =
                (int) all.stream().filter(when -> when > second - flap.within).count();
        int allowed = flap.changes - (wrong == Wrong.FLAPS_ONE_CHANGE_SOONER ? 1 : 0);
        if (flap.within > 0 && within > allowed && wrong != Wrong.NO_FLAP) {
            flapping.add(alert);
        }
    }

    private boolean settles(String alert, int second) {
        List<Integer> all = changes.getOrDefault(alert, List.of());
        int more = wrong == Wrong.FLAP_SETTLES_A_SECOND_LATER ? 1 : 0;
        return second >= all.get(all.size() - 1) + flap.within + more;
    }

    /** Everything that is to be told at a second, after what happened then. */
    void look(int second) {
        for (String alert : List.copyOf(flapping)) {
            if (settles(alert, second)) {
                flapping.remove(alert);
                if (wrong == Wrong.FLAP_HIDES_HOW_IT_SETTLED) {
                    toldFlapping.removeIf(known -> known.alert.equals(alert));
                }
            }
        }
        escalate(second);
        for (Wish wish : allWishes.values()) {
            if (wish.grouped && file.has(wish)) {
                lookGrouped(wish, second);
            } else {
                lookAlone(wish, second);
            }
        }
        sourceEnded = false;
    }

    private void escalate(int second) {
        for (Map.Entry<Known, Integer> due : escalateAt.entrySet()) {
            Known known = due.getKey();
            boolean knows = told.containsKey(known) || wrong == Wrong.ESCALATION_OUTLIVES_THE_END;
            boolean free = !acknowledged.contains(known.alert) || wrong == Wrong.ESCALATES_WHAT_IS_ACKNOWLEDGED;
            if (due.getValue() == second
                    && knows
                    && firing.containsKey(known.alert)
                    && free
                    && hasWish(known.receiver)) {
                escalated.add(new Known("lead", known.alert));
            }
        }
    }

    private boolean hasWish(String receiver) {
        Wish wish = allWishes.get(receiver);
        return wish != null && file.has(wish);
    }

    private void lookAlone(Wish wish, int second) {
        for (String alert : toEnd(wish, second)) {
            boolean below = wrong == Wrong.ENDS_BELOW_MIN_LEVEL_ARE_NOT_TOLD && !hears(wish, level(alert));
            boolean lost = wrong == Wrong.ENDS_GO_TO_WHO_IS_MEANT_NOW && !file.meant.contains(wish);
            boolean taken = wrong == Wrong.ESCALATION_IS_NOT_ENDED && !wish.untagged;
            end(wish, alert, second);
            if (!lost && !below && !taken) {
                notices.add(line(second, wish, "resolved", List.of(alert)));
            }
        }
        if (!file.has(wish) && wrong != Wrong.REPEATS_TO_WHO_IS_GONE) {
            return;
        }
        for (String alert : toFlap(wish, second)) {
            if (!isPaused(wish, alert, second)) {
                toldFlapping.add(new Known(wish.name, alert));
                notices.add(line(second, wish, "flapping", List.of(alert)));
            }
        }
        for (String alert : toChange(wish, second)) {
            if (!isPaused(wish, alert, second) || wrong == Wrong.PAUSE_DOES_NOT_HOLD_LEVELS) {
                told.put(new Known(wish.name, alert), level(alert));
                notices.add(line(second, wish, "level", List.of(alert)));
            }
        }
        for (String alert : toTell(wish, second)) {
            if (!isPaused(wish, alert, second)) {
                begin(wish, alert, second);
                notices.add(line(second, wish, "firing", List.of(alert)));
            }
        }
        for (String alert : toRepeat(wish, second)) {
            if (isStep(wish, firingTold.get(new Known(wish.name, alert)), second)) {
                notices.add(line(second, wish, "repeat", List.of(alert)));
            }
        }
    }

    private void begin(Wish wish, String alert, int second) {
        Known known = new Known(wish.name, alert);
        told.put(known, level(alert));
        toldFlapping.remove(known);
        firingTold.put(known, second);
        pausedUntil.put(known, second + pauses.getOrDefault(alert.split("/")[0], 0));
        if (wish.escalateAfter > 0 && wrong != Wrong.NO_ESCALATION) {
            escalateAt.put(known, second + wish.escalateAfter);
        }
    }

    private void end(Wish wish, String alert, int second) {
        Known known = new Known(wish.name, alert);
        told.remove(known);
        toldFlapping.remove(known);
        guards.computeIfAbsent(wish.name, key -> new Guard()).toldInSummary.remove(alert);
        if (wrong == Wrong.PAUSE_FROM_THE_END) {
            pausedUntil.put(known, second + pauses.getOrDefault(alert.split("/")[0], 0));
        }
        if (wrong != Wrong.ESCALATION_OUTLIVES_THE_END) {
            escalateAt.remove(known);
        }
    }

    private boolean isPaused(Wish wish, String alert, int second) {
        return wrong != Wrong.NO_PAUSE && second < pausedUntil.getOrDefault(new Known(wish.name, alert), 0);
    }

    private void lookGrouped(Wish wish, int second) {
        Guard guard = guards.computeIfAbsent(wish.name, key -> new Guard());
        guard.held.removeIf(alert -> "resolved".equals(due(wish, alert)) && !guard.toldInSummary.contains(alert));
        Map<String, List<String>> ends = byZone(wish, toEnd(wish, second));
        Map<String, List<String>> starts = byZone(wish, unpaused(wish, toTell(wish, second), second));
        List<String> levels = toChange(wish, second);
        Map<String, List<String>> changes =
                byZone(wish, wrong == Wrong.PAUSE_DOES_NOT_HOLD_LEVELS ? levels : unpaused(wish, levels, second));
        Map<String, List<String>> flaps = byZone(wish, unpaused(wish, toFlap(wish, second), second));
        for (String zone : wish.guard > 0 ? List.of("") : List.of("z1", "z2")) {
            Group group = groups.computeIfAbsent(wish.name + zone, key -> new Group());
            flush(
                    wish,
                    zone,
                    group,
                    ends.getOrDefault(zone, List.of()),
                    starts.getOrDefault(zone, List.of()),
                    changes.getOrDefault(zone, List.of()),
                    flaps.getOrDefault(zone, List.of()),
                    second);
            List<String> again = byZone(wish, toRepeat(wish, second)).getOrDefault(zone, List.of());
            if (!again.isEmpty() && isStep(wish, group.firingTold, second)) {
                boolean counts = wrong != Wrong.RATE_GUARD_DOES_NOT_COUNT_REPEATS;
                if (!counts || admits(wish, second)) {
                    notices.add(line(second, wish, "repeat", again));
                    group.last = wrong == Wrong.REPEATS_DO_NOT_MOVE_THE_INTERVAL ? group.last : second;
                }
            }
            if (second >= guard.summaryAt) {
                summary(wish, group, guard, second);
            }
            Set<Known> all = new HashSet<>(told.keySet());
            all.addAll(toldFlapping);
            boolean alive = !guard.held.isEmpty()
                    || flapping.stream().anyMatch(alert -> in(alert, zone))
                    || all.stream().anyMatch(known -> known.receiver.equals(wish.name) && in(known.alert, zone))
                    || firing.keySet().stream()
                            .anyMatch(alert -> in(alert, zone) && !waitsForNext.contains(new Known(wish.name, alert)));
            if (!alive && wrong != Wrong.GROUP_NEVER_ENDS) {
                groups.remove(wish.name + zone);
            }
        }
    }

    private List<String> unpaused(Wish wish, List<String> alerts, int second) {
        return alerts.stream().filter(alert -> !isPaused(wish, alert, second)).toList();
    }

    private boolean admits(Wish wish, int second) {
        if (wish.guard == 0 || wrong == Wrong.NO_RATE_GUARD) {
            return true;
        }
        Guard guard = guards.computeIfAbsent(wish.name, key -> new Guard());
        guard.told.removeIf(when -> when <= second - wish.guardPer);
        int allowed = wish.guard + (wrong == Wrong.RATE_GUARD_ALLOWS_ONE_MORE ? 1 : 0);
        if (!guard.held.isEmpty() || guard.told.size() >= allowed) {
            return false;
        }
        guard.told.add(second);
        return true;
    }

    /** Whether a notice may go out; if not, what is new in it waits for the summary. */
    private boolean passes(Wish wish, List<String> news, int second) {
        if (admits(wish, second)) {
            return true;
        }
        Guard guard = guards.computeIfAbsent(wish.name, key -> new Guard());
        guard.held.addAll(news);
        if (guard.summaryAt == Integer.MAX_VALUE) {
            guard.summaryAt = guard.told.isEmpty() ? second : guard.told.get(0) + wish.guardPer;
        }
        return false;
    }

    private void summary(Wish wish, Group group, Guard guard, int second) {
        guard.summaryAt = Integer.MAX_VALUE;
        List<String> shown = new ArrayList<>();
        for (String alert : List.copyOf(guard.held)) {
            String what = due(wish, alert);
            boolean ended = what.isEmpty() || what.equals("resolved");
            boolean flaps = flapping.contains(alert) && !what.equals("flapping");
            boolean free = what.isEmpty()
                    || (!flaps && (ended || !suppressed(wish, alert, second)))
                    || (wrong == Wrong.SUMMARY_OF_WHAT_IS_SILENCED && silenced(alert, second));
            if (free && !(ended && wrong == Wrong.SUMMARY_FORGETS_WHAT_ENDED)) {
                shown.add(alert);
            }
        }
        guard.held.clear();
        if (shown.isEmpty()) {
            return;
        }
        if (wrong != Wrong.RATE_GUARD_DOES_NOT_COUNT_SUMMARIES) {
            guard.told.add(second);
        }
        notices.add(line(second, wish, "summary", shown));
        for (String alert : shown) {
            String what = due(wish, alert);
            if (!what.isEmpty()) {
                guard.toldInSummary.add(alert);
            }
            switch (what) {
                case "firing" -> {
                    begin(wish, alert, second);
                    group.firingTold = second;
                }
                case "level" -> told.put(new Known(wish.name, alert), level(alert));
                case "flapping" -> toldFlapping.add(new Known(wish.name, alert));
                case "resolved" -> end(wish, alert, second);
                default -> {}
            }
        }
    }

    /** What a receiver does not know of an alert, whatever stands in the way; empty if it knows how things are. */
    private String due(Wish wish, String alert) {
        Known known = new Known(wish.name, alert);
        boolean fresh = firing.containsKey(alert) && isMeant(wish, known) && hears(wish, level(alert));
        if (flapping.contains(alert)) {
            return !toldFlapping.contains(known) && (told.containsKey(known) || fresh) ? "flapping" : "";
        }
        if (!firing.containsKey(alert)) {
            return told.containsKey(known) || toldFlapping.contains(known) ? "resolved" : "";
        }
        if (toldFlapping.contains(known) || !told.containsKey(known)) {
            return toldFlapping.contains(known) || fresh ? "firing" : "";
        }
        return told.get(known) != level(alert) && (hears(wish, level(alert)) || hears(wish, told.get(known)))
                ? "level"
                : "";
    }

    private boolean isHeld(Wish wish, String alert) {
        Guard guard = guards.get(wish.name);
        return guard != null && guard.held.contains(alert);
    }

    private void flush(
            Wish wish,
            String zone,
            Group group,
            List<String> ends,
            List<String> starts,
            List<String> changes,
            List<String> flaps,
            int second) {
        List<String> fresh = new ArrayList<>(starts);
        fresh.addAll(flaps);
        for (String alert : fresh) {
            group.due = Math.min(group.due, dueAt(wish, group, began.get(alert), second));
        }
        for (String alert : changes) {
            // A summary is no notice of the group: the first one may still be to come.
            group.due = Math.min(group.due, Math.max(second, dueAt(wish, group, began.get(alert), second)));
        }
        for (String alert : ends) {
            boolean free = wrong == Wrong.GROUPING_DOES_NOT_HOLD_ENDS;
            group.due = Math.min(group.due, free ? second : dueAt(wish, group, second - wish.waits, second));
        }
        if (second < group.due) {
            return;
        }
        group.due = Integer.MAX_VALUE;
        List<String> now = new ArrayList<>(starts);
        if (wrong == Wrong.WAIT_FOR_EACH_ALERT) {
            now.removeIf(alert -> second < firing.get(alert) + wish.waits);
        }
        List<String> all = new ArrayList<>(now);
        for (String alert : firing.keySet()) {
            boolean counts = in(alert, zone)
                    && told.containsKey(new Known(wish.name, alert))
                    && !now.contains(alert)
                    && !flapping.contains(alert);
            if (counts && (wrong == Wrong.COUNTS_WHAT_IS_SILENCED || !suppressed(wish, alert, second))) {
                all.add(alert);
            }
        }
        Guard guard = guards.computeIfAbsent(wish.name, key -> new Guard());
        List<String> guarded = new ArrayList<>(ends);
        boolean allFree = wrong == Wrong.ENDS_OF_WHAT_A_SUMMARY_TOLD_ARE_FREE;
        boolean noneFree = wrong == Wrong.RATE_GUARD_HOLDS_ENDS;
        guarded.removeIf(alert -> allFree || !(guard.toldInSummary.contains(alert) || noneFree));
        List<String> free = new ArrayList<>(ends);
        free.removeAll(guarded);
        List<String> news = new ArrayList<>(now);
        news.addAll(changes);
        boolean any = false;
        if (!free.isEmpty()) {
            any = true;
            free.forEach(alert -> end(wish, alert, second));
            notices.add(line(second, wish, "resolved", free));
            if (wrong == Wrong.RATE_GUARD_COUNTS_ENDS && wish.guard > 0) {
                guard.told.add(second);
            }
        }
        if (!guarded.isEmpty() && passes(wish, guarded, second)) {
            any = true;
            guarded.forEach(alert -> end(wish, alert, second));
            notices.add(line(second, wish, "resolved", guarded));
        }
        if (!flaps.isEmpty() && passes(wish, flaps, second)) {
            any = true;
            flaps.forEach(alert -> toldFlapping.add(new Known(wish.name, alert)));
            notices.add(line(second, wish, "flapping", flaps));
        }
        if (!news.isEmpty() && passes(wish, news, second)) {
            any = true;
            now.forEach(alert -> begin(wish, alert, second));
            changes.forEach(alert -> told.put(new Known(wish.name, alert), level(alert)));
            String status = now.isEmpty() ? "level" : "firing";
            notices.add(line(second, wish, status, wrong == Wrong.COUNTS_ONLY_WHAT_IS_NEW ? news : all));
            group.firingTold = now.isEmpty() ? group.firingTold : second;
        }
        if (any) {
            group.last = second;
            group.first = group.first < 0 ? second : group.first;
        }
    }

    private int dueAt(Wish wish, Group group, int since, int second) {
        if (group.last < 0) {
            return wrong == Wrong.NO_WAIT ? second : since + wish.waits;
        }
        if (wrong == Wrong.INTERVAL_AS_A_GRID) {
            int steps = Math.max(1, (second - group.first + wish.interval - 1) / wish.interval);
            return group.first + steps * wish.interval;
        }
        return wrong == Wrong.NO_INTERVAL ? second : group.last + wish.interval;
    }

    private List<String> toTell(Wish wish, int second) {
        List<String> found = new ArrayList<>();
        for (String alert : firing.keySet()) {
            Known known = new Known(wish.name, alert);
            boolean isNew = isMeant(wish, known) && !told.containsKey(known) && hears(wish, level(alert));
            boolean settled = toldFlapping.contains(known) && file.has(wish);
            if ((!isNew && !settled) || missed.contains(known) || flapping.contains(alert) || isHeld(wish, alert)) {
                continue;
            }
            if (!suppressed(wish, alert, second)) {
                found.add(alert);
            } else if (forgets(wish, alert, second)) {
                missed.add(known);
            }
            if (wrong == Wrong.FORGETS_WHAT_A_PAUSE_HELD && isPaused(wish, alert, second)) {
                missed.add(known);
            }
        }
        return found;
    }

    private List<String> toFlap(Wish wish, int second) {
        List<String> found = new ArrayList<>();
        for (String alert : flapping) {
            Known known = new Known(wish.name, alert);
            boolean open = firing.containsKey(alert) && isMeant(wish, known) && hears(wish, level(alert));
            boolean concerned = told.containsKey(known) || open || wrong == Wrong.FLAP_IS_TOLD_TO_WHO_IS_NOT_CONCERNED;
            boolean free = !suppressed(wish, alert, second) && wrong != Wrong.FLAP_IS_NOT_TOLD;
            if (concerned && free && !toldFlapping.contains(known) && !isHeld(wish, alert)) {
                found.add(alert);
            }
        }
        return found;
    }

    private boolean isMeant(Wish wish, Known known) {
        if (escalated.contains(known)) {
            return file.has(wish);
        }
        return file.meant.contains(wish) && !waitsForNext.contains(known);
    }

    /** Those that a receiver knows at another level. */
    private List<String> toChange(Wish wish, int second) {
        List<String> found = new ArrayList<>();
        for (String alert : firing.keySet()) {
            Integer known = told.get(new Known(wish.name, alert));
            boolean flaps = flapping.contains(alert) || toldFlapping.contains(new Known(wish.name, alert));
            if (known == null
                    || known == level(alert)
                    || flaps
                    || isHeld(wish, alert)
                    || wrong == Wrong.LEVELS_ARE_NOT_TOLD) {
                continue;
            }
            boolean heard = hears(wish, level(alert))
                    || (hears(wish, known) && wrong != Wrong.FALLS_BELOW_MIN_LEVEL_ARE_NOT_TOLD)
                    || wrong == Wrong.EVERY_FALL_BELOW_MIN_LEVEL_IS_TOLD;
            boolean free = !suppressed(wish, alert, second)
                    || (wrong == Wrong.LEVELS_ARE_TOLD_IN_SILENCES && silenced(alert, second));
            if (heard && free) {
                found.add(alert);
            }
        }
        return found;
    }

    private List<String> toRepeat(Wish wish, int second) {
        List<String> found = new ArrayList<>();
        for (String alert : firing.keySet()) {
            boolean mayBe = told.containsKey(new Known(wish.name, alert))
                    && !flapping.contains(alert)
                    && (!acknowledged.contains(alert) || wrong == Wrong.REPEATS_OF_WHAT_IS_ACKNOWLEDGED)
                    && (!isPaused(wish, alert, second) || wrong == Wrong.REPEATS_IN_PAUSES);
            boolean free =
                    !suppressed(wish, alert, second) || (wrong == Wrong.REPEATS_IN_SILENCES && silenced(alert, second));
            if (mayBe && free) {
                found.add(alert);
            }
        }
        return found;
    }

    /** Whether a step of the ladder falls on this second: each counts from the firing notice, the last goes on. */
    private boolean isStep(Wish wish, int from, int second) {
        int since = second - from;
        if (from < 0 || since <= 0 || wish.repeat.isEmpty()) {
            return false;
        }
        int last = wish.repeat.get(wish.repeat.size() - 1);
        if (wrong == Wrong.REPEATS_COUNT_FROM_THE_LAST_NOTICE) {
            return since == wish.repeat.get(0)
                    || (since > wish.repeat.get(0) && (since - wish.repeat.get(0)) % last == 0);
        }
        boolean goesOn = since > last && since % last == 0 && wrong != Wrong.LAST_STEP_DOES_NOT_GO_ON;
        return wish.repeat.contains(since) || goesOn;
    }

    private boolean hears(Wish wish, int level) {
        return level >= wish.minLevel || wrong == Wrong.MIN_LEVEL_IS_IGNORED;
    }

    private int level(String alert) {
        return levels.getOrDefault(alert, 0);
    }

    private boolean forgets(Wish wish, String alert, int second) {
        return (wrong == Wrong.FORGETS_WHAT_A_SILENCE_HELD && silenced(alert, second))
                || (wrong == Wrong.FORGETS_WHAT_A_MUTE_HELD && muted(wish, second))
                || (wrong == Wrong.FORGETS_WHAT_WAS_INHIBITED && inhibited(alert));
    }

    private List<String> toEnd(Wish wish, int second) {
        Set<Known> all = new HashSet<>(told.keySet());
        all.addAll(toldFlapping);
        List<String> found = new ArrayList<>();
        for (Known known : all) {
            boolean over = known.receiver.equals(wish.name) && !firing.containsKey(known.alert);
            boolean held = (flapping.contains(known.alert) && wrong != Wrong.FLAP_TELLS_ENDS)
                    || (wrong == Wrong.SILENCE_HOLDS_ENDS && silenced(known.alert, second))
                    || (wrong == Wrong.MUTE_HOLDS_ENDS && muted(wish, second))
                    || (wrong == Wrong.INHIBITION_HOLDS_ENDS && inhibited(known.alert))
                    || (wrong == Wrong.PAUSE_SWALLOWS_ENDS && isPaused(wish, known.alert, second));
            if (over && !held && !isHeld(wish, known.alert)) {
                found.add(known.alert);
            }
        }
        if (wrong == Wrong.ENDS_GO_TO_ALL_WHO_ARE_MEANT || wrong == Wrong.TELLS_WHAT_ENDED_WITHIN_THE_WAIT) {
            found.addAll(justEnded.stream().filter(a -> !found.contains(a)).toList());
        }
        return found;
    }

    private final List<String> justEnded = new ArrayList<>();

    /** What ended at this second, for those oracles that are wrong about it. */
    void justEnded(List<String> alerts) {
        justEnded.clear();
        justEnded.addAll(alerts);
    }

    private boolean suppressed(Wish wish, String alert, int second) {
        return silenced(alert, second) || muted(wish, second) || inhibited(alert);
    }

    private boolean silenced(String alert, int second) {
        int more = wrong == Wrong.SILENCE_INCLUDES_ITS_END ? 1 : 0;
        return silences.values().stream()
                .anyMatch(silence ->
                        alert.endsWith("/" + silence.name) && second >= silence.from && second < silence.to + more);
    }

    private static boolean muted(Wish wish, int second) {
        return second >= wish.muteFrom && second < wish.muteTo;
    }

    private boolean inhibited(String alert) {
        if (!alert.startsWith("slow/") || (wrong == Wrong.ONE_ENDED_SOURCE_IS_ENOUGH && sourceEnded)) {
            return false;
        }
        String zone = alert.split("/")[1];
        return firing.keySet().stream()
                .anyMatch(source ->
                        source.startsWith("down/") && (wrong == Wrong.SOURCES_OF_ANY_ZONE || in(source, zone)));
    }

    private static boolean in(String alert, String zone) {
        return zone.isEmpty() || alert.split("/")[1].equals(zone);
    }

    private static Map<String, List<String>> byZone(Wish wish, List<String> alerts) {
        Map<String, List<String>> byZone = new HashMap<>();
        alerts.forEach(
                alert -> byZone.computeIfAbsent(wish.guard > 0 ? "" : alert.split("/")[1], zone -> new ArrayList<>())
                        .add(alert));
        return byZone;
    }

    private String line(int second, Wish wish, String status, List<String> alerts) {
        int worst = alerts.stream().mapToInt(this::level).max().orElse(0);
        return line(second, wish.name, status, alerts.size(), worst);
    }

    static String line(int second, String receiver, String status, int alerts, int level) {
        return String.format("%05d %s %s %d at %d", second, receiver, status, alerts, level);
    }
}

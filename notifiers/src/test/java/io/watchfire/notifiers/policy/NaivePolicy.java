package io.watchfire.notifiers.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
        RELOAD_FORGETS_WHAT_WAS_TOLD
    }

    /** How a receiver wants it. {@code muteFrom} and {@code muteTo} in seconds of the story, 0 if it is never mute. */
    record Wish(String name, boolean grouped, int waits, int interval, int muteFrom, int muteTo) {}

    private static final class Silence {
        String name;
        int from;
        int to;
    }

    private record Known(String receiver, String alert) {}

    private static final class Group {
        int last = -1;
        int first = -1;
        int due = Integer.MAX_VALUE;
    }

    private final Wrong wrong;
    private List<Wish> wishes;
    private final Map<String, Wish> allWishes = new TreeMap<>();
    private final Map<String, Integer> firing = new TreeMap<>();
    private final Map<String, Silence> silences = new HashMap<>();
    private final Set<Known> told = new HashSet<>();
    private final Set<Known> waitsForNext = new HashSet<>();
    private final Set<Known> missed = new HashSet<>();
    private final Map<String, Group> groups = new HashMap<>();
    private final List<String> notices = new ArrayList<>();
    private boolean sourceEnded;

    NaivePolicy(Wrong wrong, List<Wish> wishes) {
        this.wrong = wrong;
        this.wishes = wishes;
        wishes.forEach(wish -> allWishes.put(wish.name(), wish));
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

    void reload(List<Wish> now) {
        Set<String> before = new HashSet<>();
        wishes.forEach(wish -> before.add(wish.name()));
        wishes = now;
        Set<String> after = new HashSet<>();
        for (Wish wish : now) {
            after.add(wish.name());
            allWishes.put(wish.name(), wish);
        }
        for (String alert : firing.keySet()) {
            boolean somebodyKnows = told.stream().anyMatch(known -> known.alert.equals(alert));
            for (String receiver : after) {
                boolean fresh = !before.contains(receiver) && !told.contains(new Known(receiver, alert));
                if (fresh && somebodyKnows && wrong != Wrong.NEW_RECEIVERS_ARE_TOLD_AT_ONCE) {
                    waitsForNext.add(new Known(receiver, alert));
                }
            }
        }
        waitsForNext.removeIf(known -> !after.contains(known.receiver));
        if (wrong == Wrong.GONE_RECEIVERS_ARE_FORGOTTEN) {
            told.removeIf(known -> !after.contains(known.receiver));
        }
        if (wrong == Wrong.RELOAD_FORGETS_WHAT_WAS_TOLD) {
            told.clear();
        }
    }

    void fires(String alert, int second) {
        firing.put(alert, second);
    }

    void ends(String alert) {
        firing.remove(alert);
        waitsForNext.removeIf(known -> known.alert.equals(alert));
        missed.removeIf(known -> known.alert.equals(alert));
        sourceEnded |= alert.startsWith("down/");
    }

    /** Everything that is to be told at a second, after what happened then. */
    void look(int second) {
        for (Wish wish : allWishes.values()) {
            boolean there = wishes.contains(wish);
            if (wish.grouped && there) {
                lookGrouped(wish, second);
            } else {
                lookAlone(wish, there, second);
            }
        }
        sourceEnded = false;
    }

    private void lookAlone(Wish wish, boolean there, int second) {
        for (String alert : toEnd(wish, second)) {
            told.remove(new Known(wish.name, alert));
            boolean lost = wrong == Wrong.ENDS_GO_TO_WHO_IS_MEANT_NOW && !there;
            if (!lost) {
                notices.add(line(second, wish, "resolved", 1));
            }
        }
        for (String alert : there ? toTell(wish, second) : List.<String>of()) {
            told.add(new Known(wish.name, alert));
            notices.add(line(second, wish, "firing", 1));
        }
    }

    private void lookGrouped(Wish wish, int second) {
        Map<String, List<String>> ends = byZone(toEnd(wish, second));
        Map<String, List<String>> starts = byZone(toTell(wish, second));
        for (String zone : List.of("z1", "z2")) {
            Group group = groups.computeIfAbsent(wish.name + zone, key -> new Group());
            flush(wish, zone, group, ends.getOrDefault(zone, List.of()), starts.getOrDefault(zone, List.of()), second);
            boolean alive = told.stream().anyMatch(known -> known.receiver.equals(wish.name) && in(known.alert, zone))
                    || firing.keySet().stream()
                            .anyMatch(alert -> in(alert, zone) && !waitsForNext.contains(new Known(wish.name, alert)));
            if (!alive && wrong != Wrong.GROUP_NEVER_ENDS) {
                groups.remove(wish.name + zone);
            }
        }
    }

    private void flush(Wish wish, String zone, Group group, List<String> ends, List<String> starts, int second) {
        for (String alert : starts) {
            group.due = Math.min(group.due, dueAt(wish, group, firing.get(alert), second));
        }
        for (String alert : ends) {
            boolean free = wrong == Wrong.GROUPING_DOES_NOT_HOLD_ENDS;
            group.due = Math.min(group.due, free ? second : dueAt(wish, group, second - wish.waits, second));
        }
        if (second < group.due) {
            return;
        }
        group.due = Integer.MAX_VALUE;
        if (starts.isEmpty() && ends.isEmpty()) {
            return;
        }
        List<String> now = new ArrayList<>(starts);
        if (wrong == Wrong.WAIT_FOR_EACH_ALERT) {
            now.removeIf(alert -> second < firing.get(alert) + wish.waits);
        }
        int stillFiring = 0;
        for (String alert : firing.keySet()) {
            boolean counts = in(alert, zone) && told.contains(new Known(wish.name, alert));
            if (counts && (wrong == Wrong.COUNTS_WHAT_IS_SILENCED || !suppressed(wish, alert, second))) {
                stillFiring++;
            }
        }
        ends.forEach(alert -> told.remove(new Known(wish.name, alert)));
        now.forEach(alert -> told.add(new Known(wish.name, alert)));
        if (!ends.isEmpty()) {
            notices.add(line(second, wish, "resolved", ends.size()));
        }
        if (!now.isEmpty()) {
            int count = wrong == Wrong.COUNTS_ONLY_WHAT_IS_NEW ? now.size() : now.size() + stillFiring;
            notices.add(line(second, wish, "firing", count));
        }
        group.last = second;
        group.first = group.first < 0 ? second : group.first;
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
            if (told.contains(known) || waitsForNext.contains(known) || missed.contains(known)) {
                continue;
            }
            if (!suppressed(wish, alert, second)) {
                found.add(alert);
            } else if (forgets(wish, alert, second)) {
                missed.add(known);
            }
        }
        return found;
    }

    private boolean forgets(Wish wish, String alert, int second) {
        return (wrong == Wrong.FORGETS_WHAT_A_SILENCE_HELD && silenced(alert, second))
                || (wrong == Wrong.FORGETS_WHAT_A_MUTE_HELD && muted(wish, second))
                || (wrong == Wrong.FORGETS_WHAT_WAS_INHIBITED && inhibited(alert));
    }

    private List<String> toEnd(Wish wish, int second) {
        List<String> found = new ArrayList<>();
        for (Known known : told) {
            boolean over = known.receiver.equals(wish.name) && !firing.containsKey(known.alert);
            boolean held = (wrong == Wrong.SILENCE_HOLDS_ENDS && silenced(known.alert, second))
                    || (wrong == Wrong.MUTE_HOLDS_ENDS && muted(wish, second))
                    || (wrong == Wrong.INHIBITION_HOLDS_ENDS && inhibited(known.alert));
            if (over && !held) {
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
        return alert.split("/")[1].equals(zone);
    }

    private static Map<String, List<String>> byZone(List<String> alerts) {
        Map<String, List<String>> byZone = new HashMap<>();
        alerts.forEach(alert -> byZone.computeIfAbsent(alert.split("/")[1], zone -> new ArrayList<>())
                .add(alert));
        return byZone;
    }

    static String line(int second, Wish wish, String status, int alerts) {
        return String.format("%05d %s %s %d", second, wish.name, status, alerts);
    }
}

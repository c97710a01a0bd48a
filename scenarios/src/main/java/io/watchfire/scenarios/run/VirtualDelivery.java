package io.watchfire.scenarios.run;

import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Notice.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Delivery on the scenario's time: at once, or while a receiver is down as soon as it is back, in order. What does not tell
 * an end is given up after an hour, and its end is not delivered then: as the real one does (docs/delivery.md).
 */
final class VirtualDelivery {
    private static final long GIVE_UP_AFTER = 60 * 60_000L;

    /** What became of a notice, and when. */
    record Settled(Notice notice, long at, boolean arrived) {}

    private final Map<String, Long> downUntil = new HashMap<>();
    private final Map<String, Deque<Notice>> waiting = new TreeMap<>();

    void down(String receiver, long until) {
        downUntil.merge(receiver, until, Math::max);
    }

    /** Takes a notice on; present if it arrives at once. */
    Optional<Settled> send(Notice notice) {
        String receiver = notice.receiver().name();
        long now = notice.time().toEpochMilli();
        if (now >= downUntil.getOrDefault(receiver, Long.MIN_VALUE) && !waiting.containsKey(receiver)) {
            return Optional.of(new Settled(notice, now, true));
        }
        waiting.computeIfAbsent(receiver, name -> new ArrayDeque<>()).add(notice);
        return Optional.empty();
    }

    /** When the next waiting notice arrives or is given up. */
    long nextDue() {
        long next = Long.MAX_VALUE;
        for (Map.Entry<String, Deque<Notice>> queue : waiting.entrySet()) {
            long back = downUntil.getOrDefault(queue.getKey(), Long.MIN_VALUE);
            next = Math.min(next, back);
            for (Notice notice : queue.getValue()) {
                next = Math.min(next, giveUpAt(notice));
            }
        }
        return next;
    }

    /** What arrives or is given up by then. */
    List<Settled> settle(long at) {
        List<Settled> settled = new ArrayList<>();
        waiting.forEach((receiver, queue) -> {
            boolean back = at >= downUntil.getOrDefault(receiver, Long.MIN_VALUE);
            if (back) {
                queue.forEach(notice -> settled.add(new Settled(notice, at, true)));
                queue.clear();
            } else {
                giveUp(queue, at, settled);
            }
        });
        waiting.values().removeIf(Deque::isEmpty);
        return settled;
    }

    private static void giveUp(Deque<Notice> queue, long at, List<Settled> settled) {
        List<String> unheard = new ArrayList<>();
        for (Iterator<Notice> notices = queue.iterator(); notices.hasNext(); ) {
            Notice notice = notices.next();
            List<String> alerts = notice.alerts().stream()
                    .map(alert -> alert.alert() + alert.labels())
                    .toList();
            if (giveUpAt(notice) <= at) {
                notices.remove();
                settled.add(new Settled(notice, at, false));
                if (notice.status() == Status.FIRING || notice.status() == Status.SUMMARY) {
                    unheard.addAll(alerts);
                }
            } else if (notice.status() == Status.RESOLVED && unheard.containsAll(alerts)) {
                notices.remove();
            }
        }
    }

    /** A heartbeat is of no use once the next is due. */
    private static long longestOwed(Notice notice) {
        Long period =
                notice.heartbeat() == null ? null : notice.receiver().policy().heartbeatMillis();
        return period == null ? GIVE_UP_AFTER : Math.min(period, GIVE_UP_AFTER);
    }

    private static long giveUpAt(Notice notice) {
        return notice.isOwedUntilItArrives() ? Long.MAX_VALUE : notice.time().toEpochMilli() + longestOwed(notice);
    }
}

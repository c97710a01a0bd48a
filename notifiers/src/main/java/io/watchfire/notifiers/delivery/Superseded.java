package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.delivery.Outbox.Merged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the ends among what one receiver is owed that make all superfluous that is owed about the same alerts before them, from a beginning
 * on. One thread at a time.
 */
final class Superseded {
    /** All that is owed, in its order, with the ends that became whole in their places. */
    private final List<Delivery> owed = new ArrayList<>();
    /** By alert: what is owed about it since the last end. */
    private final Map<String, List<Delivery>> sinceEnd = new HashMap<>();

    private final Set<Delivery> fixed = identities();
    private final Set<Delivery> gone = identities();
    private final List<Merged> merged = new ArrayList<>();

    /**
     * The next delivery that is owed.
     *
     * @param isFixed whether it has to stay as it is
     */
    void add(Delivery delivery, boolean isFixed) {
        Delivery left = delivery;
        if (delivery.status() == Notice.Status.RESOLVED) {
            left = end(delivery, isFixed);
        } else {
            delivery.about()
                    .forEach(alert -> sinceEnd.computeIfAbsent(alert, unused -> new ArrayList<>())
                            .add(delivery));
            if (isFixed || delivery.status() == Notice.Status.SUMMARY) {
                fixed.add(delivery);
            }
        }
        owed.add(left);
    }

    private Delivery end(Delivery end, boolean isFixed) {
        Set<String> over = new HashSet<>(end.about());
        Set<Delivery> before = new LinkedHashSet<>();
        over.forEach(alert -> before.addAll(sinceEnd.getOrDefault(alert, List.of())));
        sinceEnd.keySet().removeAll(over);
        boolean isWhole = !isFixed
                && begun(end, before).containsAll(over)
                && before.stream()
                        .allMatch(delivery -> !fixed.contains(delivery)
                                && over.containsAll(delivery.about())
                                && isEndOf(end, delivery));
        if (!isWhole) {
            fixed.addAll(before);
            return end;
        }
        gone.addAll(before);
        Delivery whole = end.tellingOf(List.copyOf(before));
        merged.add(new Merged(whole, List.copyOf(before)));
        return whole;
    }

    private static Set<String> begun(Delivery end, Set<Delivery> before) {
        Set<String> begun = new HashSet<>(end.begun());
        before.forEach(delivery -> begun.addAll(delivery.begun()));
        return begun;
    }

    /** An end that is sent once more by hand may be that of an earlier time, and stand behind the beginning of the next. */
    private static boolean isEndOf(Delivery end, Delivery before) {
        return end.about().size() == 1
                ? end.alert().equals(before.alert())
                : DeliveryKey.decidedAt(before.key()) <= DeliveryKey.decidedAt(end.key());
    }

    List<Merged> merged() {
        return merged;
    }

    /** What is owed then. */
    List<Delivery> left() {
        return owed.stream().filter(delivery -> !gone.contains(delivery)).toList();
    }

    private static Set<Delivery> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}

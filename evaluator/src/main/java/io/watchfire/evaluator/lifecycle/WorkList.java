package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.series.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The alerts of one category that have to see every event of their group: what is held, counted, recovering, or not resting. */
public final class WorkList {
    private final List<Grouping> groupings = new ArrayList<>();
    private final List<AlertMachine> shown = new ArrayList<>();

    /** The alerts of all rules with one grouping, by their identity. */
    static final class Grouping {
        private final @Nullable List<String> groupBy;
        private final Map<Labels, List<AlertMachine>> alerts = new HashMap<>();

        private Grouping(@Nullable List<String> groupBy) {
            this.groupBy = groupBy;
        }

        void add(AlertMachine alert) {
            if (alert.workPlace < 0) {
                List<AlertMachine> group = alerts.computeIfAbsent(alert.identity(), unused -> new ArrayList<>(1));
                alert.workPlace = group.size();
                group.add(alert);
            }
        }

        void remove(AlertMachine alert) {
            if (alert.workPlace < 0) {
                return;
            }
            List<AlertMachine> group = Objects.requireNonNull(alerts.get(alert.identity()));
            AlertMachine last = group.remove(group.size() - 1);
            if (last != alert) {
                group.set(alert.workPlace, last);
                last.workPlace = alert.workPlace;
            }
            alert.workPlace = -1;
            if (group.isEmpty()) {
                alerts.remove(alert.identity());
            }
        }
    }

    Grouping of(@Nullable List<String> groupBy) {
        for (Grouping grouping : groupings) {
            if (Objects.equals(grouping.groupBy, groupBy)) {
                return grouping;
            }
        }
        Grouping added = new Grouping(groupBy);
        groupings.add(added);
        return added;
    }

    /** Whether some alert of a group of the series has to see its events. */
    public boolean isAtWork(Series series) {
        for (int i = 0; i < groupings.size(); i++) {
            Grouping grouping = groupings.get(i);
            if (!grouping.alerts.isEmpty() && grouping.alerts.containsKey(series.group(grouping.groupBy))) {
                return true;
            }
        }
        return false;
    }

    /** Shows an event to the rules that have an alert at work in one of its groups. */
    public void show(Look look) {
        Series series = look.series();
        for (int i = 0; i < groupings.size(); i++) {
            Grouping grouping = groupings.get(i);
            if (grouping.alerts.isEmpty()) {
                continue;
            }
            List<AlertMachine> group = grouping.alerts.get(series.group(grouping.groupBy));
            if (group != null) {
                shown.addAll(group); // What is shown an event may leave the list.
            }
        }
        for (int i = 0; i < shown.size(); i++) {
            // What holds and was not found before is found where it changes: it may rest.
            look.at(shown.get(i).owner(), true);
        }
        shown.clear();
    }
}

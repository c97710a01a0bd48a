package io.watchfire.evaluator;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.index.RuleIndex;
import io.watchfire.evaluator.lifecycle.AlertRow;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import io.watchfire.evaluator.snapshot.StateRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has changed in an engine since a store was told last. */
final class StateChanges {
    private record Which(String rule, Labels identity) {}

    private final Set<Which> alerts = new LinkedHashSet<>();

    /** The rules of which the store has a row. */
    private final Set<String> storedRules = new LinkedHashSet<>();

    /** Whether there may be rules of which the store does not know all alerts, or those that it knows may be gone. */
    private boolean areRulesNew = true;

    /** What a store holds already. */
    void stored(Collection<StateRow> rows) {
        for (StateRow row : rows) {
            if (row.of() == StateRow.Of.RULE) {
                storedRules.add(row.key());
            }
        }
    }

    /** An alert has changed, or what it holds. */
    void alert(String rule, Labels identity) {
        alerts.add(new Which(rule, identity));
    }

    /** These rules are judged from now on. */
    void judgedBy(RuleIndex index) {
        areRulesNew = true;
        index.categories().forEach(category -> category.scope().tellHolds(this::alert));
    }

    List<StateRow> take(RuleIndex index, long now) {
        if (alerts.isEmpty() && !areRulesNew) {
            return List.of();
        }
        List<StateRow> rows = new ArrayList<>();
        if (areRulesNew) {
            areRulesNew = false;
            storedRules.removeIf(id -> {
                boolean isGone = index.ofId(id) == null;
                if (isGone) {
                    rows.add(new StateRow(StateRow.Of.RULE, id, null));
                }
                return isGone;
            });
            index.all().forEach(rule -> rule.storeAll(now, rows));
        }
        for (Which alert : alerts) {
            RuleAlerts rule = index.ofId(alert.rule());
            if (rule == null) {
                rows.add(AlertRow.gone(alert.rule(), alert.identity()));
            } else {
                rule.store(alert.identity(), now, rows);
            }
        }
        alerts.clear();
        stored(rows);
        if (rows.size() == 1) {
            return List.copyOf(rows);
        }
        Map<String, StateRow> last = new LinkedHashMap<>();
        for (StateRow row : rows) {
            last.put(row.of() + " " + row.key(), row);
        }
        return List.copyOf(last.values());
    }
}

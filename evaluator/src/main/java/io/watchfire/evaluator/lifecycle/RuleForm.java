package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.Target;
import io.watchfire.evaluator.slot.TargetGate;
import io.watchfire.evaluator.snapshot.SnapshotReader;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.snapshot.SnapshotWriter;
import io.watchfire.evaluator.snapshot.StateRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks and of what, as far as it says whether another version of it goes on with its alerts.
 *
 * @param holds how long and how often conditions have to hold
 * @param target null if it depends on which names are tags
 * @param conjuncts what may belong to the target then
 */
public record RuleForm(
        List<String> conditions,
        List<String> holds,
        String category,
        @Nullable List<String> groupBy,
        @Nullable String target,
        List<Conjunct> conjuncts) {

    /** One of the conditions that have to hold together. */
    public record Conjunct(String canonical, List<String> names) {}

    static RuleForm of(Rule rule, List<String> conditions, List<String> holds) {
        List<Conjunct> conjuncts = new ArrayList<>();
        if (rule.target() instanceof Target.Split split) {
            split.conjuncts()
                    .forEach(each -> conjuncts.add(new Conjunct(
                            each.canonical(), each.names().stream().sorted().toList())));
        }
        String target = rule.target() instanceof Target.Split ? null : TargetGate.canonical(rule.target());
        return new RuleForm(conditions, holds, rule.category(), rule.groupBy(), target, conjuncts);
    }

    /** Whether both have the same alerts, if these names are tags. */
    public boolean hasAlertsOf(RuleForm other, Set<String> tags) {
        return category.equals(other.category)
                && Objects.equals(groupBy, other.groupBy)
                && Objects.equals(target, other.target)
                && targetAmong(tags).equals(other.targetAmong(tags));
    }

    private List<Conjunct> targetAmong(Set<String> tags) {
        return conjuncts.stream()
                .filter(conjunct -> !conjunct.names.isEmpty() && tags.containsAll(conjunct.names))
                .toList();
    }

    StateRow toRow(String rule) {
        SnapshotWriter state = new SnapshotWriter(0);
        exchange(this, state);
        return new StateRow(StateRow.Of.RULE, rule, state.finish());
    }

    /** The forms among rows, by the ids of their rules. */
    public static Map<String, RuleForm> in(Collection<StateRow> rows) {
        Map<String, RuleForm> forms = new HashMap<>();
        for (StateRow row : rows) {
            if (row.of() == StateRow.Of.RULE && row.value() != null) {
                forms.put(row.key(), exchange(null, new SnapshotReader(row.value())));
            }
        }
        return forms;
    }

    private static RuleForm exchange(@Nullable RuleForm value, SnapshotStream state) {
        List<String> conditions = texts(value == null ? List.of() : value.conditions, state);
        List<String> holds = texts(value == null ? List.of() : value.holds, state);
        String category = state.text(value == null ? "" : value.category);
        List<String> groupBy = state.texts(value == null ? null : value.groupBy);
        String target = state.textOrNull(value == null ? null : value.target);
        int count = state.number(value == null ? 0 : value.conjuncts.size());
        List<Conjunct> conjuncts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Conjunct known = value == null ? null : value.conjuncts.get(i);
            conjuncts.add(new Conjunct(
                    state.text(known == null ? "" : known.canonical),
                    texts(known == null ? List.of() : known.names, state)));
        }
        return new RuleForm(conditions, holds, category, groupBy, target, conjuncts);
    }

    private static List<String> texts(List<String> value, SnapshotStream state) {
        return Objects.requireNonNull(state.texts(value));
    }
}

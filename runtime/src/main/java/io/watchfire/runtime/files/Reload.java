package io.watchfire.runtime.files;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of files that have changed. Immutable.
 *
 * @param taken false: there are errors, and all goes on as before
 * @param problems all that is wrong: errors and warnings
 * @param rules by their ids; empty if nothing was taken
 * @param receivers by their names; empty if nothing was taken
 */
public record Reload(boolean taken, List<FileProblem> problems, Difference rules, Difference receivers) {
    private static final int NAMED = 10;

    public Reload {
        problems = List.copyOf(problems);
    }

    /** Names of what came, went, or is another now. */
    public record Difference(List<String> added, List<String> changed, List<String> removed) {
        static final Difference NONE = new Difference(List.of(), List.of(), List.of());

        private static <T> Difference of(Map<String, T> before, Map<String, T> after) {
            List<String> added = new ArrayList<>();
            List<String> changed = new ArrayList<>();
            List<String> removed = new ArrayList<>();
            after.forEach((name, value) -> {
                T old = before.get(name);
                if (old == null) {
                    added.add(name);
                } else if (!old.equals(value)) {
                    changed.add(name);
                }
            });
            before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(removed::add);
            return new Difference(List.copyOf(added), List.copyOf(changed), List.copyOf(removed));
        }

        /** {@code 1 added (a), 2 changed (b, c)}, or {@code as before}. */
        @Override
        public String toString() {
            List<String> parts = new ArrayList<>();
            add(parts, added, "added");
            add(parts, changed, "changed");
            add(parts, removed, "removed");
            return parts.isEmpty() ? "as before" : String.join(", ", parts);
        }

        private static void add(List<String> parts, List<String> names, String what) {
            if (!names.isEmpty()) {
                String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
                parts.add(names.size() + " " + what + " (" + first + (names.size() > NAMED ? ", .." : "") + ")");
            }
        }
    }

    /** The files have errors. */
    public static Reload refused(List<FileProblem> problems) {
        return new Reload(false, problems, Difference.NONE, Difference.NONE);
    }

    /** The files were taken. */
    public static Reload taken(
            List<FileProblem> warnings,
            RuleSet rulesBefore,
            RuleSet rules,
            @Nullable ReceiverSet receiversBefore,
            @Nullable ReceiverSet receivers) {
        return new Reload(
                true,
                warnings,
                Difference.of(byId(rulesBefore), byId(rules)),
                Difference.of(byName(receiversBefore), byName(receivers)));
    }

    private static Map<String, Rule> byId(RuleSet rules) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        rules.rules().forEach(rule -> byId.put(rule.id(), rule));
        return byId;
    }

    private static Map<String, Receiver> byName(@Nullable ReceiverSet receivers) {
        Map<String, Receiver> byName = new LinkedHashMap<>();
        if (receivers != null) {
            receivers.receivers().forEach(receiver -> byName.put(receiver.name(), receiver));
        }
        return byName;
    }

    /** All of it for people: what came of it, and below it each problem. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                taken
                        ? "files have changed and are taken: rules " + rules + "; receivers " + receivers
                        : "files have changed and have errors; all goes on as before:");
        problems.forEach(problem -> text.append('\n').append(problem.render()));
        return text.toString();
    }
}

package io.watchfire.evaluator.index;

import io.watchfire.dsl.syntax.ComparisonOperator;
import io.watchfire.evaluator.lifecycle.Look;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The thresholds of many rules on one slot. Those that hold at a number are one run of each sorted array, so that the rules between two
 * numbers are found by two binary searches. NaN stands for what is missing: no threshold holds there.
 */
final class Thresholds {
    /** The thresholds of one rule on the slot. */
    record Of(Filed rule, Key.Threshold key) {}

    private static final double[] NO_BOUNDS = {};

    private final int slot;

    /** Where the number of the last event is remembered. */
    private final int place;

    /** Hold from the bound on upward. */
    private final Bounds lower;

    /** Hold from the bound on downward: kept with their signs turned. */
    private final Bounds upper;

    /** Hold at the bound only. */
    private final Bounds equal;

    /** Hold everywhere but at the bound. */
    private final Bounds unequal;

    /** The rules that are unknown exactly where the slot holds no number. */
    private final RuleAlerts[] plain;

    /** The others, which may be unknown there. */
    private final RuleAlerts[] others;

    /** At how many events the slot held no number. */
    private long missing;

    /** Bounds in ascending order, and the rule of each. */
    private record Bounds(double[] bounds, RuleAlerts[] rules) {
        static final Bounds NONE = new Bounds(NO_BOUNDS, Rules.NONE);

        static Bounds of(List<Of> thresholds, boolean turned) {
            if (thresholds.isEmpty()) {
                return NONE;
            }
            List<Of> sorted = new ArrayList<>(thresholds);
            sorted.sort(Comparator.comparingDouble(each -> bound(each.key(), turned)));
            double[] bounds = new double[sorted.size()];
            RuleAlerts[] rules = new RuleAlerts[bounds.length];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = bound(sorted.get(i).key(), turned);
                rules[i] = sorted.get(i).rule().rule();
            }
            return new Bounds(bounds, rules);
        }

        /** Without some rules, and with others. */
        Bounds edited(Set<RuleAlerts> removed, List<Of> added, boolean turned) {
            Bounds more = of(added, turned);
            double[] merged = new double[bounds.length + more.bounds.length];
            RuleAlerts[] owners = new RuleAlerts[merged.length];
            int size = 0;
            int next = 0;
            for (int i = 0; i < bounds.length; i++) {
                while (next < more.bounds.length && more.bounds[next] < bounds[i]) {
                    merged[size] = more.bounds[next];
                    owners[size++] = more.rules[next++];
                }
                if (!removed.contains(rules[i])) {
                    merged[size] = bounds[i];
                    owners[size++] = rules[i];
                }
            }
            while (next < more.bounds.length) {
                merged[size] = more.bounds[next];
                owners[size++] = more.rules[next++];
            }
            return size == 0 ? NONE : new Bounds(Arrays.copyOf(merged, size), Arrays.copyOf(owners, size));
        }

        /** The least number at which it holds: what is greater than 5 is at least the next number after 5. */
        private static double bound(Key.Threshold key, boolean turned) {
            double bound = turned ? -key.bound() : key.bound();
            return key.operator() == ComparisonOperator.GREATER || key.operator() == ComparisonOperator.LESS
                    ? Math.nextUp(bound)
                    : bound;
        }

        /** How many bounds are at or below a number. */
        int upTo(double number) {
            int low = 0;
            int high = bounds.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (bounds[middle] <= number) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** The greatest bound at or below a number. */
        double floor(double number) {
            int next = upTo(number);
            return next == 0 ? Double.NEGATIVE_INFINITY : bounds[next - 1];
        }

        /** The greatest number before the next bound above a number. */
        double ceiling(double number) {
            int next = upTo(number);
            return next == bounds.length ? Double.POSITIVE_INFINITY : Math.nextDown(bounds[next]);
        }

        /** How many bounds are below a number. */
        int below(double number) {
            int low = 0;
            int high = bounds.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (bounds[middle] < number) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        void show(int from, int to, Look look, boolean mayRest) {
            for (int i = from; i < to; i++) {
                look.at(rules[i], mayRest);
            }
        }

        void showBetween(double before, double now, Look look) {
            if (bounds.length > 0) {
                int old = upTo(before);
                int recent = upTo(now);
                show(Math.min(old, recent), Math.max(old, recent), look, true);
            }
        }

        void showHolding(double now, Look look, boolean mayRest) {
            if (bounds.length > 0) {
                show(0, upTo(now), look, mayRest);
            }
        }

        void showAt(double number, Look look, boolean mayRest) {
            if (bounds.length > 0) {
                show(below(number), upTo(number), look, mayRest);
            }
        }

        void showAll(Look look, boolean mayRest) {
            show(0, bounds.length, look, mayRest);
        }

        void showAllBut(double number, Look look, boolean mayRest) {
            if (bounds.length > 0) {
                show(0, below(number), look, mayRest);
                show(upTo(number), bounds.length, look, mayRest);
            }
        }
    }

    private Thresholds(
            int slot,
            int place,
            Bounds lower,
            Bounds upper,
            Bounds equal,
            Bounds unequal,
            RuleAlerts[] plain,
            RuleAlerts[] others) {
        this.slot = slot;
        this.place = place;
        this.lower = lower;
        this.upper = upper;
        this.equal = equal;
        this.unequal = unequal;
        this.plain = plain;
        this.others = others;
    }

    /** @param place where the number of the last event of a series is remembered; -1: nowhere */
    static Thresholds none(int slot, int place) {
        return new Thresholds(slot, place, Bounds.NONE, Bounds.NONE, Bounds.NONE, Bounds.NONE, Rules.NONE, Rules.NONE);
    }

    /** The same without some rules, and with others. What was missing has been told to the rules before. */
    Thresholds edited(Set<RuleAlerts> removed, List<Of> added) {
        return new Thresholds(
                slot,
                place,
                lower.edited(
                        removed, having(added, ComparisonOperator.GREATER, ComparisonOperator.GREATER_OR_EQUAL), false),
                upper.edited(removed, having(added, ComparisonOperator.LESS, ComparisonOperator.LESS_OR_EQUAL), true),
                equal.edited(removed, having(added, ComparisonOperator.EQUAL, ComparisonOperator.EQUAL), false),
                unequal.edited(
                        removed, having(added, ComparisonOperator.NOT_EQUAL, ComparisonOperator.NOT_EQUAL), false),
                Rules.edited(plain, removed, rules(added, true)),
                Rules.edited(others, removed, rules(added, false)));
    }

    boolean isEmpty() {
        return plain.length + others.length == 0;
    }

    private static List<Of> having(List<Of> thresholds, ComparisonOperator one, ComparisonOperator other) {
        return thresholds.stream()
                .filter(each -> each.key().operator() == one || each.key().operator() == other)
                .toList();
    }

    private static List<RuleAlerts> rules(List<Of> thresholds, boolean plain) {
        return thresholds.stream()
                .map(Of::rule)
                .filter(rule -> rule.isPlain() == plain)
                .map(Filed::rule)
                .distinct()
                .toList();
    }

    int slot() {
        return slot;
    }

    int place() {
        return place;
    }

    /** The least number to which another one can fall, or be, so that {@link #showChanged} would do nothing. */
    double quietFrom(double number) {
        return equal.bounds.length + unequal.bounds.length > 0
                ? number
                : Math.max(lower.floor(number), -upper.ceiling(-number));
    }

    /** The greatest number to which it can rise. */
    double quietTo(double number) {
        return equal.bounds.length + unequal.bounds.length > 0
                ? number
                : Math.min(lower.ceiling(number), -upper.floor(-number));
    }

    /** Shows an event to the rules of which a threshold has changed since the last event of the series. */
    void showChanged(Look look) {
        double before = look.lastNumber(place);
        double now = look.number(place);
        if (Double.isNaN(now)) {
            missing++;
            Rules.show(others, look, true);
        }
        if (before == now) {
            return;
        }
        lower.showBetween(before, now, look);
        upper.showBetween(-before, -now, look);
        equal.showAt(before, look, true);
        equal.showAt(now, look, true);
        if (Double.isNaN(before) != Double.isNaN(now)) {
            unequal.showAll(look, true);
        } else {
            unequal.showAt(before, look, true);
            unequal.showAt(now, look, true);
        }
    }

    /** Shows an event to the rules of which a threshold holds, or held at the last event of the series. */
    void showHoldingOrHeld(Look look) {
        double now = look.number(place);
        if (Double.isNaN(now)) {
            missing++;
            Rules.show(others, look, true);
        }
        showHolding(now, look, true);
        showHolding(look.lastNumber(place), look, true);
    }

    /** Shows an event to the rules of which a threshold holds, or that may be unknown. */
    void showHolding(Look look) {
        double now = look.slots().number(slot);
        if (Double.isNaN(now)) {
            Rules.show(plain, look, false);
            Rules.show(others, look, false);
        } else {
            showHolding(now, look, false);
        }
    }

    private void showHolding(double number, Look look, boolean mayRest) {
        if (Double.isNaN(number)) {
            return;
        }
        lower.showHolding(number, look, mayRest);
        upper.showHolding(-number, look, mayRest);
        equal.showAt(number, look, mayRest);
        unequal.showAllBut(number, look, mayRest);
    }

    void addAll(List<RuleAlerts> out) {
        out.addAll(List.of(plain));
        out.addAll(List.of(others));
    }

    /** Tells the rules how often they were unknown without being looked at. */
    void settleMissing(String name) {
        if (missing > 0) {
            for (RuleAlerts rule : plain) {
                rule.wasUnknown(missing, name);
            }
            missing = 0;
        }
    }

    /** Says which rules stand under the slot, in order of their bounds. */
    void print(String name, Printer out) {
        out.rules(name + " from a bound upward", lower.rules());
        out.rules(name + " from a bound downward", upper.rules());
        out.rules(name + " equal", equal.rules());
        out.rules(name + " not equal", unequal.rules());
    }
}

package io.watchfire.evaluator.index;

import io.watchfire.evaluator.lifecycle.CategoryScope;
import io.watchfire.evaluator.lifecycle.Look;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node of the index: rules that stand here, and branches by what else has to be true. Immutable but for what it counts, and for a leaf,
 * which is worked out when the first event comes there: most rules of a large set never see one.
 */
final class Branch {
    static final ByText[] LEAF = {};
    static final Branch EMPTY = new Branch(0, Bucket.EMPTY, LEAF);

    private final int size;
    private final ByText[] byText;

    /** Null in a leaf that is not worked out yet. */
    private @Nullable Bucket bucket;

    /** The rules of a leaf; none elsewhere. */
    private final RuleAlerts[] rules;

    private final @Nullable Planting planting;

    private Branch(
            int size, @Nullable Bucket bucket, ByText[] byText, RuleAlerts[] rules, @Nullable Planting planting) {
        this.size = size;
        this.bucket = bucket;
        this.byText = byText;
        this.rules = rules;
        this.planting = planting;
    }

    Branch(int size, Bucket bucket, ByText[] byText) {
        this(size, bucket, byText, Rules.NONE, null);
    }

    /** A few rules that stand together. */
    static Branch leaf(RuleAlerts[] rules, Planting planting) {
        return rules.length == 0 ? EMPTY : new Branch(rules.length, null, LEAF, rules, planting);
    }

    /** Whether its rules stand together, told apart by nothing but what they make of numbers. */
    boolean isLeaf() {
        return rules.length == size;
    }

    RuleAlerts[] rules() {
        return rules;
    }

    /** How many rules there are from here on. */
    int size() {
        return size;
    }

    Bucket bucket() {
        Bucket known = bucket;
        if (known == null) {
            known = Objects.requireNonNull(planting).bucket(rules);
            bucket = known;
        }
        return known;
    }

    ByText[] byText() {
        return byText;
    }

    /** Shows an event to all rules from here on that may hold, or may be unknown, in any series. */
    void show(Look look) {
        bucket().show(look);
        for (ByText texts : byText) {
            texts.show(look);
        }
    }

    /** Adds all rules from here on. */
    void addAll(List<RuleAlerts> out) {
        if (bucket == null) {
            out.addAll(List.of(rules));
        } else {
            bucket.addAll(out);
        }
        for (ByText texts : byText) {
            texts.branches().forEach(branch -> branch.addAll(out));
        }
    }

    void settleMissing(CategoryScope scope) {
        if (bucket != null) {
            bucket.settleMissing(scope);
        }
        for (ByText texts : byText) {
            texts.settleMissing(scope);
        }
    }

    /** As {@link #settleMissing}, but for the branches below. */
    void settleOwn(CategoryScope scope) {
        if (bucket != null) {
            bucket.settleMissing(scope);
        }
        for (ByText texts : byText) {
            texts.settleOwn(scope);
        }
    }

    void print(CategoryScope scope, Printer out) {
        bucket().print(scope, out);
        for (ByText texts : byText) {
            texts.print(scope, out);
        }
    }
}

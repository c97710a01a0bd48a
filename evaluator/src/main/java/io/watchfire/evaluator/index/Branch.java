package io.watchfire.evaluator.index;

import io.watchfire.evaluator.lifecycle.CategoryScope;
import io.watchfire.evaluator.lifecycle.Look;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import java.util.List;

/** A node of the index: rules that stand here, and branches by what else has to be true. Immutable but for what it counts. */
final class Branch {
    static final ByText[] LEAF = {};
    static final Branch EMPTY = new Branch(0, Bucket.EMPTY, LEAF);

    private final int size;
    private final Bucket bucket;
    private final ByText[] byText;

    Branch(int size, Bucket bucket, ByText[] byText) {
        this.size = size;
        this.bucket = bucket;
        this.byText = byText;
    }

    /** How many rules there are from here on. */
    int size() {
        return size;
    }

    Bucket bucket() {
        return bucket;
    }

    ByText[] byText() {
        return byText;
    }

    /** Shows an event to all rules from here on that may hold, or may be unknown, in any series. */
    void show(Look look) {
        bucket.show(look);
        for (ByText texts : byText) {
            texts.show(look);
        }
    }

    /** Adds all rules from here on. */
    void addAll(List<RuleAlerts> out) {
        bucket.addAll(out);
        for (ByText texts : byText) {
            texts.branches().forEach(branch -> branch.addAll(out));
        }
    }

    void settleMissing(CategoryScope scope) {
        bucket.settleMissing(scope);
        for (ByText texts : byText) {
            texts.settleMissing(scope);
        }
    }

    void print(CategoryScope scope, Printer out) {
        bucket.print(scope, out);
        for (ByText texts : byText) {
            texts.print(scope, out);
        }
    }
}

package io.watchfire.cli.eval;

import io.watchfire.dsl.Problem;
import java.util.List;

/** What came of an {@link EvalCase}. */
public sealed interface EvalResult {
    /**
     * The expression has a value.
     *
     * @param text the value as text: {@code true}, {@code 2310}, a text as it is
     * @param type {@code boolean}, {@code number} or {@code text}
     */
    record Value(String text, String type) implements EvalResult {}

    /**
     * It has none on this event.
     *
     * @param reasons why, one sentence each without a full stop; at least one
     */
    record Unknown(List<String> reasons) implements EvalResult {
        public Unknown {
            reasons = List.copyOf(reasons);
        }
    }

    /** The expression is wrong. */
    record Wrong(List<Problem> errors) implements EvalResult {
        public Wrong {
            errors = List.copyOf(errors);
        }
    }
}

package io.watchfire.cli.eval;

import io.watchfire.dsl.Problem;
import java.util.List;

/** What came of an {@link EvalCase}. */
public sealed interface EvalResult {
    /** What the expression allows and probably does not mean. */
    List<Problem> warnings();

    /**
     * The expression has a value.
     *
     * @param text the value as text: {@code true}, {@code 2310}, a text as it is
     * @param type {@code boolean}, {@code number} or {@code text}
     */
    record Value(String text, String type, List<Problem> warnings) implements EvalResult {
        public Value {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * It has none on this event.
     *
     * @param reasons why, one sentence each without a full stop; at least one
     */
    record Unknown(List<String> reasons, List<Problem> warnings) implements EvalResult {
        public Unknown {
            reasons = List.copyOf(reasons);
            warnings = List.copyOf(warnings);
        }
    }

    /** The expression is wrong. */
    record Wrong(List<Problem> errors, List<Problem> warnings) implements EvalResult {
        public Wrong {
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }
    }
}

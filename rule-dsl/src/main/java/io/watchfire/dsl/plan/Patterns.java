package io.watchfire.dsl.plan;

import com.google.re2j.Pattern;
import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;

/** {@code like} and {@code matches}. Unknown if the value is not a text. */
final class Patterns {
    private Patterns() {}

    static final class Like extends Node.Condition {
        private final Node value;
        private final Glob glob;

        Like(Node value, String pattern) {
            this.value = value;
            this.glob = Glob.of(pattern);
        }

        @Override
        public Truth test(Slots event) {
            String text = value.text(event);
            return text == null ? Truth.UNKNOWN : Truth.of(glob.matches(text));
        }
    }

    static final class Matches extends Node.Condition {
        private final Node value;
        private final Pattern pattern;

        Matches(Node value, String pattern) {
            this.value = value;
            this.pattern = Pattern.compile(pattern);
        }

        @Override
        public Truth test(Slots event) {
            String text = value.text(event);
            return text == null ? Truth.UNKNOWN : Truth.of(pattern.matches(text));
        }
    }
}

package io.watchfire.notifiers.policy;

import io.watchfire.notifiers.Notice.Status;
import org.jspecify.annotations.Nullable;

/** One reason for which a receiver may not be told now. A pure question: it changes nothing. */
@FunctionalInterface
interface Stage {
    /** What keeps this from being told, or null. */
    @Nullable
    Hold hold(Standing standing, Status what, long now);
}

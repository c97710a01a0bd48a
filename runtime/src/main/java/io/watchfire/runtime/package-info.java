/**
 * The one dependency that most users add: the engine, the notifiers, and the threads and the clock that run them.
 *
 * <p>Start at {@link io.watchfire.runtime.AlertService}.
 */
@NullMarked
package io.watchfire.runtime;

import org.jspecify.annotations.NullMarked;

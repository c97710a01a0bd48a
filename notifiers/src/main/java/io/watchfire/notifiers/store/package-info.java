/**
 * What has to outlive the process: rows of bytes, changed in transactions.
 *
 * <p>Start at {@link io.watchfire.notifiers.store.StateStore}.
 */
@NullMarked
package io.watchfire.notifiers.store;

import org.jspecify.annotations.NullMarked;

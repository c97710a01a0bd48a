/**
 * Policy: when a receiver is told, and of how much at once. Pure: no thread, no clock, no I/O; time is what the caller says it
 * is. Start at {@link io.watchfire.notifiers.policy.NoticePolicy}; the order of the stages stands in {@link
 * io.watchfire.notifiers.policy.Stages}.
 */
@NullMarked
package io.watchfire.notifiers.policy;

import org.jspecify.annotations.NullMarked;

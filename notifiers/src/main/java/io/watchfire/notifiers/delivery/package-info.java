/**
 * Delivery: gets messages to their receivers, in order, again and again if need be, on threads of its own.
 *
 * <p>Start at {@link io.watchfire.notifiers.delivery.NoticeSender}; to add a kind of receiver, see {@link
 * io.watchfire.notifiers.delivery.Channel}.
 */
@NullMarked
package io.watchfire.notifiers.delivery;

import org.jspecify.annotations.NullMarked;

/** Messages: what a notice says, in the receiver's language and zone. Pure; the look of a message is its channel's. */
@NullMarked
package io.watchfire.notifiers.message;

import org.jspecify.annotations.NullMarked;

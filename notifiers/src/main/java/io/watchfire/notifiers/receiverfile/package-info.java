/**
 * Receiver files: JSON in, receivers or all that is wrong with them out. Start at {@link
 * io.watchfire.notifiers.receiverfile.ReceiverFile}.
 */
@NullMarked
package io.watchfire.notifiers.receiverfile;

import org.jspecify.annotations.NullMarked;

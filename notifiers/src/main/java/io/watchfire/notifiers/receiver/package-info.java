/** Receivers: who can be told, how, and of what. */
@NullMarked
package io.watchfire.notifiers.receiver;

import org.jspecify.annotations.NullMarked;

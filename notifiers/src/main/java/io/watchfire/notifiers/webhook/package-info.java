/** Receivers of the type {@code webhook}: messages posted as JSON to any web service. */
@NullMarked
package io.watchfire.notifiers.webhook;

import org.jspecify.annotations.NullMarked;

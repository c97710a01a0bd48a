/** Receivers of the type {@code slack}: messages posted to Slack's incoming webhooks. */
@NullMarked
package io.watchfire.notifiers.slack;

import org.jspecify.annotations.NullMarked;

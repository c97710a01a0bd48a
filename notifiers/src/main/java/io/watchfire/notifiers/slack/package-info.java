/** Receivers of the type {@code slack}: messages posted to incoming webhooks, or by a Slack app's token. */
@NullMarked
package io.watchfire.notifiers.slack;

import org.jspecify.annotations.NullMarked;

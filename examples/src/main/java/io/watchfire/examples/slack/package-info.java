/** A stand-in for Slack's incoming webhooks on this machine, so that examples and tests need no account. */
@NullMarked
package io.watchfire.examples.slack;

import org.jspecify.annotations.NullMarked;

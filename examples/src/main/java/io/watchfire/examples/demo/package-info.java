/**
 * The demo: a small shop of six real HTTP services under real load, watched by Watchfire, with a Slack stand-in that
 * shows the messages. Start at {@link io.watchfire.examples.demo.Demo}.
 */
@NullMarked
package io.watchfire.examples.demo;

import org.jspecify.annotations.NullMarked;

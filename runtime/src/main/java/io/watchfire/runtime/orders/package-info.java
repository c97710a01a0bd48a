/**
 * Orders of people to a running service: silences, acknowledgements, ends by hand. They stand in a log that both sides look
 * at; {@link io.watchfire.runtime.orders.OrderFile} is one in a file.
 */
@NullMarked
package io.watchfire.runtime.orders;

import org.jspecify.annotations.NullMarked;

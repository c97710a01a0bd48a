/** What a Watchfire service does, as meters of Micrometer. */
@NullMarked
package io.watchfire.micrometer;

import org.jspecify.annotations.NullMarked;

/** All channels that come with the product, together. */
@NullMarked
package io.watchfire.notifiers.channels;

import org.jspecify.annotations.NullMarked;

/** What channels that speak to a server share: connections to permitted addresses only, and what its answers mean. */
@NullMarked
package io.watchfire.notifiers.http;

import org.jspecify.annotations.NullMarked;

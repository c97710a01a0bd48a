/** Routing: whom a transition is told. Pure; nothing here sends. */
@NullMarked
package io.watchfire.notifiers.routing;

import org.jspecify.annotations.NullMarked;

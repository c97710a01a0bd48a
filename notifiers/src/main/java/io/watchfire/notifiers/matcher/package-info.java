/** Conditions of the rule language over alerts: what routes, silences and inhibitions match. Pure. */
@NullMarked
package io.watchfire.notifiers.matcher;

import org.jspecify.annotations.NullMarked;

/** Receivers of the type {@code email}: messages sent by SMTP. Wants Jakarta Mail, which is an optional dependency. */
@NullMarked
package io.watchfire.notifiers.email;

import org.jspecify.annotations.NullMarked;

/** Notices: which receiver is to be told of which change of an alert. The packages below decide it, word it and deliver it. */
@NullMarked
package io.watchfire.notifiers;

import org.jspecify.annotations.NullMarked;

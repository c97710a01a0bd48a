/** Sample notices: one of each kind, to see how they look where they arrive. */
@NullMarked
package io.watchfire.cli.notify;

import org.jspecify.annotations.NullMarked;

/** What the engine says: alerts, their states, and the transitions between them. Values only; nothing here decides. */
@NullMarked
package io.watchfire.evaluator.alert;

import org.jspecify.annotations.NullMarked;

/**
 * The rule language: text of a condition in, something that can be evaluated out.
 *
 * <p>Start at {@link io.watchfire.dsl.RuleLanguage}. The package knows nothing of alerts, JSON or the time of day.
 */
@NullMarked
package io.watchfire.dsl;

import org.jspecify.annotations.NullMarked;

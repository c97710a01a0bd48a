package io.watchfire.dsl.check;

import io.watchfire.dsl.syntax.Expression;

/**
 * A condition that compares one value of the event with constants.
 *
 * @param node the condition as it was written
 * @param subject what is compared: a name, or something else that depends on the event
 * @param constraint what the value has to be
 */
record Atom(Expression node, Expression subject, Domain.Constraint constraint) {}

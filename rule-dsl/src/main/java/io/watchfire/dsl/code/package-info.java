/**
 * Evaluation by generated code: one hidden class a <em>shape</em> of expression. Literals and slots are no part of a shape; they
 * stand in the final fields of one small instance a rule, so that a million rules of one shape share one class.
 */
@NullMarked
package io.watchfire.dsl.code;

import org.jspecify.annotations.NullMarked;

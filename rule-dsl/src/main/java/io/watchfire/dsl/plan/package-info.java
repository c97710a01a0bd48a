/**
 * The normal form of an expression ({@link io.watchfire.dsl.plan.Term}), and its evaluation by a tree of closures: one immutable
 * node a term. It runs whatever there is, and everywhere; what is faster is generated from the same terms.
 */
@NullMarked
package io.watchfire.dsl.plan;

import org.jspecify.annotations.NullMarked;

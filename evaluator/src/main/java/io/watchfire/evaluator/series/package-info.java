/** The series that events belong to: a category and a whole set of tags. */
@NullMarked
package io.watchfire.evaluator.series;

import org.jspecify.annotations.NullMarked;

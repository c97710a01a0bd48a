/** Types and units: what of a syntax tree makes sense. Findings stand in tables beside the tree. */
@NullMarked
package io.watchfire.dsl.check;

import org.jspecify.annotations.NullMarked;

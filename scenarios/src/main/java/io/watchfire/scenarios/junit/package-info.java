/** Scenarios among the tests of JUnit 5. Needs {@code junit-jupiter-api}, which a project that has such tests has. */
@NullMarked
package io.watchfire.scenarios.junit;

import org.jspecify.annotations.NullMarked;

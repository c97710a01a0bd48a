/** Results of scenarios as text for people, as XML in the form of JUnit, and as JSON lines. */
@NullMarked
package io.watchfire.scenarios.report;

import org.jspecify.annotations.NullMarked;

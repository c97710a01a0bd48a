/**
 * JSON with places: every value knows where in its file it stands, and every problem says so.
 *
 * <p>Start at {@link io.watchfire.evaluator.json.JsonDocument}. On top of Jackson's streaming parser.
 */
@NullMarked
package io.watchfire.evaluator.json;

import org.jspecify.annotations.NullMarked;

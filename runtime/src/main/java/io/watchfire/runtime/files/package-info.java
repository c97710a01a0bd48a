/** Rule and receiver files of a service: loaded, checked against each other, and looked at for changes. */
@NullMarked
package io.watchfire.runtime.files;

import org.jspecify.annotations.NullMarked;

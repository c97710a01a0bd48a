/** Rule and receiver files as the commands want them: loaded, checked against each other, and their problems shown. */
@NullMarked
package io.watchfire.cli.files;

import org.jspecify.annotations.NullMarked;

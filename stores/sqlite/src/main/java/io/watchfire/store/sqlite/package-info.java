/**
 * State in SQLite, for one process: {@link io.watchfire.store.sqlite.SqliteStore} in a directory of its own.
 */
@NullMarked
package io.watchfire.store.sqlite;

import org.jspecify.annotations.NullMarked;

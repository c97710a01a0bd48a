/**
 * State in PostgreSQL, for several instances of a service of which one acts: {@link io.watchfire.store.postgres.PostgresStore}.
 */
@NullMarked
package io.watchfire.store.postgres;

import org.jspecify.annotations.NullMarked;

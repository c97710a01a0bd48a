package io.watchfire.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StateStore;
import io.watchfire.notifiers.store.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

/** Of several instances of a service one has the lease, and the database takes the commits of no other. */
@Timeout(60)
@SuppressWarnings("try") // some are closed early
class PostgresLeaseTest {
    /** So long that it ends only if a test ends it. */
    private static final Duration LONG = Duration.ofHours(1);

    private final DataSource source = PostgresStore.connectTo(Servers.url());
    private final PostgresOptions options =
            PostgresOptions.of("주문 " + UUID.randomUUID()).withLease(LONG);

    private PostgresStore acquire() throws InterruptedException {
        return PostgresStore.acquire(source, options);
    }

    private static List<Row> row(String key, String value) {
        return List.of(Row.put(Row.Kind.ALERT, key, value.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> told(StateStore store) {
        List<String> told = new ArrayList<>();
        store.load(row -> told.add(row.key() + "=" + new String(row.value(), StandardCharsets.UTF_8)));
        return told;
    }

    /** As if the holder had been silent for so long. */
    private void endLease() throws SQLException {
        assertThat(Servers.execute("update watchfire_lease set expires = clock_timestamp() where service = '"
                        + options.service() + "'"))
                .isEqualTo(1);
    }

    private static void assertLost(PostgresStore store, Runnable use) {
        StoreException refused = catchThrowableOfType(StoreException.class, use::run);
        assertThat(refused).hasMessageContaining("has lost the lease of service '");
        assertThat(refused.isFinal()).isTrue();
        assertThat(store.isHeld()).isFalse();
    }

    @Test
    void oneInstanceHasTheLeaseUntilItGivesItBack() throws Exception {
        try (PostgresStore first = acquire()) {
            first.commit(row("a", "1"));
            assertThat(PostgresStore.tryAcquire(source, options, Duration.ZERO)).isEmpty();
            assertThat(PostgresStore.tryAcquire(source, options, Duration.ofMillis(100)))
                    .isEmpty();
            assertThat(first.isHeld()).isTrue();
            first.close();
            assertThat(first.isHeld()).isFalse();
            assertThatThrownBy(() -> first.commit(row("a", "2")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is closed: acquire it again");
        }
        try (PostgresStore second = acquire()) {
            assertThat(told(second)).containsExactly("a=1");
        }
    }

    @Test
    void whoeverWaitsGetsTheLeaseWhenItIsGivenBack() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (PostgresStore first = acquire()) {
            Future<PostgresStore> waiting = other.submit(this::acquire);
            first.commit(row("a", "1"));
            first.close();
            try (PostgresStore second = waiting.get()) {
                assertThat(told(second)).containsExactly("a=1");
            }
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void servicesInOneDatabaseDoNotSeeEachOther() throws Exception {
        try (PostgresStore orders = acquire();
                PostgresStore members =
                        PostgresStore.acquire(source, PostgresOptions.of("member " + UUID.randomUUID()))) {
            orders.commit(row("a", "order"));
            members.commit(row("a", "member"));
            members.commit(row("b", "member"));
            assertThat(told(orders)).containsExactly("a=order");
            assertThat(told(members)).containsExactly("a=member", "b=member");
            orders.commit(List.of(Row.delete(Row.Kind.ALERT, "a")));
            assertThat(told(members)).containsExactly("a=member", "b=member");
        }
    }

    @Test
    void whatAnInstanceCommitsThatHasLostTheLeaseIsRefused() throws Exception {
        try (PostgresStore old = acquire()) {
            old.commit(row("a", "old"));
            endLease();
            try (PostgresStore fresh = acquire()) {
                fresh.commit(row("a", "new"));
                assertLost(old, () -> old.commit(row("a", "too late")));
                assertLost(old, () -> told(old));
                assertLost(old, old::compact);
                old.close(); // gives back nothing
                assertThat(PostgresStore.tryAcquire(source, options, Duration.ZERO))
                        .isEmpty();
                fresh.commit(row("b", "new"));
                assertThat(told(fresh)).containsExactly("a=new", "b=new");
                assertThat(fresh.isHeld()).isTrue();
            }
        }
    }

    @Test
    void theRefusalNamesWhoHasTheLease() throws Exception {
        try (PostgresStore old = acquire()) {
            endLease();
            try (PostgresStore fresh = acquire()) {
                assertThatThrownBy(() -> old.commit(row("a", "too late")))
                        .hasMessageContaining(
                                "(process " + ProcessHandle.current().pid() + " on ")
                        .hasMessageEndingWith("it may not act on its state any more. Close it, and acquire it again.");
                assertThat(fresh.isHeld()).isTrue();
            }
        }
    }

    @Test
    void aCommitThatHangsIsNoObstacle() throws Exception {
        try (PostgresStore old = acquire()) {
            old.commit(row("a", "old"));
            // As if the process were paused between two statements.
            Connection paused = old.currentConnection();
            paused.setAutoCommit(false);
            try (PreparedStatement hold =
                    paused.prepareStatement("select 1 from watchfire_lease where service = ? for key share")) {
                hold.setString(1, options.service());
                hold.execute();
            }
            endLease();
            try (PostgresStore fresh = acquire()) {
                fresh.commit(row("a", "new"));
                assertLost(old, () -> old.commit(row("a", "too late")));
                assertThat(told(fresh)).containsExactly("a=new");
            }
        }
    }

    @Test
    void theLeaseOutlivesALostConnection() throws Exception {
        try (PostgresStore store = acquire()) {
            store.commit(row("a", "1"));
            Servers.execute("select pg_terminate_backend(" + backend(store) + ", 10000)");
            StoreException failed = catchThrowableOfType(StoreException.class, () -> store.commit(row("a", "2")));
            assertThat(failed).hasMessageContaining("cannot be written: ");
            assertThat(failed.isFinal()).isFalse();
            assertThat(store.isHeld()).isTrue();
            store.commit(row("a", "3"));
            assertThat(told(store)).containsExactly("a=3");
        }
    }

    @Test
    void onlyTheLastConnectionOfTheHolderMayCommit() throws Exception {
        Lease lease = new Lease(options);
        try (PostgresStore store = acquire();
                Connection other = source.getConnection()) {
            long token = token();
            store.currentConnection().setAutoCommit(false);
            assertThat(lease.hold(store.currentConnection(), token)).isTrue();
            assertThat(lease.hold(store.currentConnection(), token + 1)).isFalse();
            store.currentConnection().rollback();
            assertThat(lease.hold(other, token)).isFalse();
            assertThat(lease.attach(other, token)).isTrue();
            other.setAutoCommit(false);
            assertThat(lease.hold(other, token)).isTrue();
            assertThat(lease.attach(source.getConnection(), token + 1)).isFalse();
        }
    }

    private long token() throws SQLException {
        return query("token");
    }

    private long query(String column) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select " + column + " from watchfire_lease where service = ?")) {
            query.setString(1, options.service());
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getLong(1);
            }
        }
    }

    private static int backend(PostgresStore store) throws SQLException {
        return store.currentConnection().unwrap(PGConnection.class).getBackendPID();
    }

    @Test
    void aLeaseIsRenewedForAsLongAsItsHolderRuns() throws Exception {
        PostgresOptions brief = options.withLease(Duration.ofSeconds(1));
        Set<Long> ends = new TreeSet<>();
        try (PostgresStore store = PostgresStore.acquire(source, brief)) {
            long token = token();
            while (ends.size() < 5 && store.isHeld()) {
                ends.add(query("extract(epoch from expires) * 1000"));
                assertThat(PostgresStore.tryAcquire(source, brief, Duration.ZERO))
                        .isEmpty();
            }
            assertThat(ends).as("ends of the lease").hasSize(5);
            store.commit(row("a", "1"));
            assertThat(token()).isEqualTo(token);
        }
    }

    @Test
    void whoCannotReachTheDatabaseHasLostTheLease() throws Exception {
        AtomicBoolean isCut = new AtomicBoolean();
        DataSource cut = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (isCut.get()) {
                        throw new SQLException("no route to the database", "08001");
                    }
                    return method.invoke(source, arguments);
                });
        try (PostgresStore store = PostgresStore.acquire(cut, options.withLease(Duration.ofSeconds(1)))) {
            store.commit(row("a", "1"));
            isCut.set(true);
            Servers.execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                    + " and backend_type = 'client backend'");
            while (store.isHeld()) {
                Thread.onSpinWait();
            }
            isCut.set(false);
            assertLost(store, () -> store.commit(row("a", "too late")));
            try (PostgresStore again = acquire()) {
                assertThat(told(again)).containsExactly("a=1");
            }
        }
    }

    @Test
    void ofManyInstancesEachSeesAllThatTheOnesBeforeDid() throws Exception {
        int instances = 4;
        int turns = 8;
        ExecutorService threads = Executors.newFixedThreadPool(instances);
        try {
            Callable<Void> instance = () -> {
                for (int turn = 0; turn < turns; turn++) {
                    try (PostgresStore store = acquire()) {
                        int count = told(store).size();
                        store.commit(row("%04d".formatted(count), "turn"));
                    }
                }
                return null;
            };
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < instances; i++) {
                all.add(threads.submit(instance));
            }
            for (Future<Void> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        try (PostgresStore store = acquire()) {
            assertThat(told(store)).hasSize(instances * turns);
        }
    }

    @Test
    void severalInstancesMayMakeTheTablesAtOnce() throws Exception {
        DataSource empty = PostgresStore.connectTo(Servers.newDatabase());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Optional<PostgresStore>>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> PostgresStore.tryAcquire(empty, options, Duration.ZERO)));
            }
            int holders = 0;
            for (Future<Optional<PostgresStore>> each : all) {
                holders += each.get().isPresent() ? 1 : 0;
            }
            assertThat(holders).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void olderTablesAreBroughtForwardAndNewerOnesRefused() throws Exception {
        DataSource other = PostgresStore.connectTo(Servers.newDatabase());
        try (PostgresStore store = PostgresStore.acquire(other, options)) {
            store.commit(row("a", "1"));
        }
        List<String> steps = new ArrayList<>(Schema.CURRENT.steps());
        int known = steps.size();
        steps.add("create table watchfire_note (text text); insert into watchfire_note values ('once')");
        steps.add("update watchfire_state set value = value || '2'");
        for (int i = 0; i < 2; i++) {
            try (PostgresStore store = PostgresStore.tryAcquire(other, options, Duration.ZERO, new Schema(steps))
                    .orElseThrow()) {
                assertThat(told(store)).containsExactly("a=12");
            }
        }
        StoreException refused =
                catchThrowableOfType(StoreException.class, () -> PostgresStore.acquire(other, options));
        assertThat(refused)
                .hasMessage("The state in PostgreSQL has version " + (known + 2)
                        + ", and this Watchfire knows versions up to " + known
                        + ": use the newer Watchfire that wrote it, or another database or schema.");
        assertThat(refused.isFinal()).isTrue();
    }

    @Test
    void aStepForwardThatFailsChangesNothing() throws Exception {
        DataSource other = PostgresStore.connectTo(Servers.newDatabase());
        try (PostgresStore store = PostgresStore.acquire(other, options)) {
            store.commit(row("a", "1"));
        }
        List<String> steps = new ArrayList<>(Schema.CURRENT.steps());
        steps.add("delete from watchfire_state");
        steps.add("insert into no_such_table values (1)");
        assertThatThrownBy(() -> PostgresStore.tryAcquire(other, options, Duration.ZERO, new Schema(steps)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no_such_table");
        try (PostgresStore store = PostgresStore.acquire(other, options)) {
            assertThat(told(store)).containsExactly("a=1");
        }
    }

    @Test
    void aKindOfRowsOfANewerVersionIsRefused() throws Exception {
        acquire().close();
        Servers.execute("insert into watchfire_state values ('" + options.service() + "', 'holiday', '', '', '', '')");
        StoreException refused = catchThrowableOfType(StoreException.class, this::acquire);
        assertThat(refused)
                .hasMessageContaining("holds rows of the kind 'holiday', which this Watchfire does not know");
        assertThat(refused.isFinal()).isTrue();
    }

    @Test
    void commitsWaitForTheDiskEvenWhereTheDatabaseSaysTheyNeedNot() throws Exception {
        String url = Servers.newDatabase();
        String name = url.replaceAll(".*/(db_\\w+).*", "$1");
        Servers.execute("alter database " + name + " set synchronous_commit = off");
        try (PostgresStore store = PostgresStore.acquire(PostgresStore.connectTo(url), options);
                PreparedStatement query = store.currentConnection().prepareStatement("show synchronous_commit");
                ResultSet row = query.executeQuery()) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void aDatabaseThatCannotBeReachedIsToldWithoutThePassword() {
        DataSource nowhere =
                PostgresStore.connectTo("jdbc:postgresql://127.0.0.1:1/watchfire?user=watchfire&password=geheim");
        StoreException failed =
                catchThrowableOfType(StoreException.class, () -> PostgresStore.acquire(nowhere, options));
        assertThat(failed)
                .hasMessageStartingWith(
                        "The state of service '" + options.service() + "' in PostgreSQL cannot be opened: ")
                .hasMessageContaining("127.0.0.1:1");
        assertThat(failed.isFinal()).isFalse();
        assertThat(trace(failed)).contains("127.0.0.1:1").doesNotContain("geheim");
        assertThatThrownBy(() -> PostgresStore.connectTo("jdbc:mysql://127.0.0.1/watchfire?password=geheim"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:postgresql://HOST:PORT/DATABASE")
                .satisfies(e -> assertThat(trace(e)).doesNotContain("geheim"));
    }

    private static String trace(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @ParameterizedTest
    @CsvSource({"'', PT15S, service", "' ', PT15S, service", "a, PT0.4S, lease", "a, PT0S, lease", "a, PT25H, lease"})
    void optionsOutOfBoundsAreRefused(String service, Duration lease, String named) {
        assertThatThrownBy(() -> new PostgresOptions(service, lease))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(named + ": give ");
    }
}

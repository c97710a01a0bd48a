package io.watchfire.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Renews a lease, on a thread and a connection of its own, until it is closed or the lease is lost. */
final class Renewal implements Runnable, AutoCloseable {
    private final DataSource source;
    private final Lease lease;
    private final long token;
    private final Deadline deadline;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Connection connection;

    Renewal(DataSource source, Lease lease, long token, Deadline deadline) {
        this.source = source;
        this.lease = lease;
        this.token = token;
        this.deadline = deadline;
        this.thread = new Thread(this, "watchfire-lease-" + lease.options().service());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        Duration pause = lease.options().lease().dividedBy(3);
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS) && !deadline.hasPassed()) {
                pause = lease.options().lease().dividedBy(renew() ? 3 : 20);
            }
        } catch (InterruptedException e) {
            // Whoever interrupts it wants it to end; the lease runs out.
        } finally {
            disconnect();
        }
    }

    /** False if the database could not be asked. */
    private boolean renew() {
        try {
            if (connection == null) {
                connection = source.getConnection();
                connection.setAutoCommit(true);
                connection.setNetworkTimeout(
                        Runnable::run, (int) lease.options().lease().toMillis() / 3);
            }
            long asked = System.nanoTime();
            if (lease.renew(connection, token)) {
                deadline.renew(asked);
            } else {
                deadline.pass();
            }
            return true;
        } catch (SQLException e) {
            disconnect();
            return false;
        }
    }

    private void disconnect() {
        PostgresStore.close(connection);
        connection = null;
    }

    /** Renews no more when this returns, unless it waits for the network. */
    @Override
    public void close() {
        closed.countDown();
        boolean isInterrupted = false;
        try {
            thread.join(lease.options().lease().toMillis() / 3);
        } catch (InterruptedException e) {
            isInterrupted = true;
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

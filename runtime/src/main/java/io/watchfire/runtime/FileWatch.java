package io.watchfire.runtime;

import io.watchfire.evaluator.json.LoadException;
import io.watchfire.runtime.files.Configuration;
import io.watchfire.runtime.files.ConfigurationFiles;
import io.watchfire.runtime.files.Reload;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Has a service go on with its files when these change; on a thread of its own. */
final class FileWatch {
    private static final long BETWEEN_LOOKS_MILLIS = 1_000;

    private final AlertService service;
    private final ConfigurationFiles files;
    private final Consumer<Reload> listener;
    private final Consumer<String> problems;
    private final Thread thread = new Thread(this::watch, "watchfire-files");
    private volatile boolean closed;

    FileWatch(AlertService service, ConfigurationFiles files, Consumer<Reload> listener, Consumer<String> problems) {
        this.service = service;
        this.files = files;
        this.listener = listener;
        this.problems = problems;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends the thread, which may be waiting for its turn. */
    void close() {
        closed = true;
        thread.interrupt();
    }

    private void watch() {
        while (!closed) {
            try {
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
                look();
            } catch (InterruptedException | RejectedExecutionException e) {
                return; // The service is closed.
            } catch (Throwable e) {
                problems.accept("files that have changed could not be taken: " + e);
            }
        }
    }

    /** Looks once. */
    void look() {
        files.changed().ifPresent(found -> tell(take(found)));
    }

    private void tell(Reload reload) {
        try {
            listener.accept(reload);
        } catch (RuntimeException e) {
            problems.accept("the listener of reloads failed: " + e);
        }
    }

    private Reload take(Configuration found) {
        if (found.hasErrors()) {
            return Reload.refused(found.problems());
        }
        try {
            Settings before = service.settings();
            Settings after = service.take(found);
            return Reload.taken(found.problems(), before.rules(), after.rules(), before.receivers(), after.receivers());
        } catch (LoadException e) {
            return Reload.refused(e.problems());
        }
    }
}

package io.watchfire.cli;

import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.delivery.DeliveryListener;
import java.io.PrintStream;
import java.time.Duration;

/** Says on standard error what went wrong with deliveries. Thread-safe. */
final class DeliveryReport implements DeliveryListener {
    private final PrintStream err;

    DeliveryReport(PrintStream err) {
        this.err = err;
    }

    @Override
    public void retrying(Delivery delivery, String why, Duration delay) {
        err.println("watchfire: " + delivery + ": " + why + "; next attempt in " + delay.toMillis() + " ms");
    }

    @Override
    public void gaveUp(Delivery delivery, String why) {
        err.println("watchfire: " + delivery + " did not arrive: " + why);
    }

    @Override
    public void leftBehind(String receiver, int owed) {
        err.println("watchfire: " + receiver + " is still owed " + owed + (owed == 1 ? " notice" : " notices"));
    }
}

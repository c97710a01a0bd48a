package io.watchfire.examples.demo;

import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.delivery.DeliveryListener;
import java.time.Duration;

/** Shows on the screen what goes wrong on the way to Slack. */
final class TroubleTeller implements DeliveryListener {
    private final Screen screen;

    TroubleTeller(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void retrying(Delivery delivery, String why, Duration delay) {
        screen.say("  #" + delivery.receiver().name() + ": " + why + "; again in " + delay.toMillis() + " ms\n");
    }

    @Override
    public void gaveUp(Delivery delivery, String why) {
        screen.say("  #" + delivery.receiver().name() + ": " + why + "; given up\n");
    }
}

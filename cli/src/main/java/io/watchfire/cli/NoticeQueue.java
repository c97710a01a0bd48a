package io.watchfire.cli;

import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.console.ConsoleChannel;
import io.watchfire.notifiers.delivery.NoticeSender;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.slack.SlackChannels;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/**
 * Sends the notices of a replay. Recorded events come faster than receivers take messages, so when much is owed to one,
 * the replay waits. One thread at a time.
 */
final class NoticeQueue {
    private static final int OWED_AT_MOST = 500;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final NoticeSender sender;
    private final PrintStream err;

    /** @param console where receivers of the type {@code console} print */
    NoticeQueue(ReceiverSet receivers, PrintStream console, Terminal terminal) {
        err = terminal.err();
        ConsoleChannel channel = ConsoleChannel.forTerminal(console, terminal.colour(), terminal.environment());
        sender = NoticeSender.builder()
                .channel("slack", new SlackChannels(receivers::allowPrivateNetworks))
                .channel("console", receiver -> channel)
                .listener(new DeliveryReport(err))
                .build();
    }

    void send(Notice notice) {
        String receiver = notice.receiver().name();
        while (sender.owed().getOrDefault(receiver, 0) >= OWED_AT_MOST) {
            sender.awaitDelivered(LOOK_AGAIN);
        }
        sender.send(notice);
    }

    /** Waits for what is owed; returns the exit code that tells whether all of it arrived. */
    int drain(Duration atMost) {
        Map<String, Integer> left = sender.close(atMost);
        boolean lost = sender.counters().gaveUp() + sender.counters().refused() > 0;
        return left.isEmpty() && !lost ? ExitCode.OK : ExitCode.UNDELIVERED;
    }
}

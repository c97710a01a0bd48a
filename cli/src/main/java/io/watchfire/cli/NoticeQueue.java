package io.watchfire.cli;

import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.channels.BuiltInChannels;
import io.watchfire.notifiers.console.ConsoleChannel;
import io.watchfire.notifiers.delivery.NoticeSender;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/**
 * Sends the notices of a replay. Recorded events come faster than receivers take messages, so when much is owed to one,
 * the replay waits. One thread at a time.
 */
final class NoticeQueue {
    private static final int OWED_AT_MOST = 500;
    /** Pauses that receivers ask for are waited for. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final NoticeSender sender;
    private final Duration patience;

    /**
     * @param console where receivers of the type {@code console} print
     * @param patience how long to wait while nothing arrives
     */
    NoticeQueue(ReceiverSet receivers, PrintStream console, Duration patience, Terminal terminal) {
        this.patience = patience;
        ConsoleChannel channel = ConsoleChannel.forTerminal(console, terminal.colour(), terminal.environment());
        NoticeSender.Builder builder = NoticeSender.builder();
        new BuiltInChannels(receivers::allowPrivateNetworks).byType().forEach(builder::channel);
        sender = builder.channel("console", receiver -> channel)
                .listener(new DeliveryReport(terminal.err()))
                .build();
    }

    void send(Notice notice) {
        String receiver = notice.receiver().name();
        long settled = settled();
        long since = System.nanoTime();
        while (sender.owed().getOrDefault(receiver, 0) >= OWED_AT_MOST) {
            sender.awaitDelivered(LOOK_AGAIN);
            if (settled() != settled) {
                settled = settled();
                since = System.nanoTime();
            } else if (System.nanoTime() - since - LONGEST_PAUSE.toNanos() > patience.toNanos()) {
                sender.close(Duration.ZERO);
                throw new CommandException(ExitCode.UNDELIVERED, receiver + " takes no more notices; ended on the way");
            }
        }
        sender.send(notice);
    }

    private long settled() {
        return sender.counters().delivered() + sender.counters().gaveUp();
    }

    /** Waits for what is owed, as long as notices arrive; returns the exit code that tells whether all of it arrived. */
    int drain() {
        Map<String, Integer> left = sender.closePatiently(patience);
        boolean lost = sender.counters().gaveUp() + sender.counters().refused() > 0;
        return left.isEmpty() && !lost ? ExitCode.OK : ExitCode.UNDELIVERED;
    }
}

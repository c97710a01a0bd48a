package io.watchfire.notifiers.delivery;

import static io.watchfire.notifiers.Sample.firing;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.notifiers.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On real threads. */
@Timeout(60)
class ThreadsTest {
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();

    @Test
    void aReceiverThatHangsDelaysOnlyItself() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        NoticeSender sender = NoticeSender.builder()
                .channel("test", receiver -> outgoing -> {
                    if (receiver.name().equals("hangs")) {
                        awaitQuietly(release);
                    }
                    return arrive(receiver.name(), outgoing.message());
                })
                .build();
        sender.send(firing("first", "hangs"));
        sender.send(firing("second", "well"));

        assertThat(arrived.poll(30, TimeUnit.SECONDS)).isEqualTo("well [WARNING] second");
        release.countDown();
        assertThat(arrived.poll(30, TimeUnit.SECONDS)).isEqualTo("hangs [WARNING] first");
        assertThat(sender.close(Duration.ofSeconds(30))).isEmpty();
    }

    @Test
    void theOrderIsKeptThoughManyThreadsDeliverAndAttemptsFail() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        NoticeSender sender = NoticeSender.builder()
                .channel(
                        "test",
                        receiver -> outgoing -> attempts.incrementAndGet() % 7 == 0
                                ? Outcome.retry("now and then")
                                : arrive(receiver.name(), outgoing.message()))
                .retries(new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofHours(1)))
                .build();
        List<String> receivers = List.of("a", "b", "c");
        int each = 300;
        for (int i = 0; i < each; i++) {
            for (String receiver : receivers) {
                sender.send(firing("n" + i, receiver));
            }
        }

        assertThat(sender.close(Duration.ofSeconds(30))).isEmpty();
        for (String receiver : receivers) {
            assertThat(arrived.stream().filter(line -> line.startsWith(receiver)))
                    .containsExactlyElementsOf(IntStream.range(0, each)
                            .mapToObj(i -> receiver + " [WARNING] n" + i)
                            .toList());
        }
    }

    @Test
    void closingEndsASendThatHangsAndLeavesNoThread() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        NoticeSender sender = NoticeSender.builder()
                .channel("test", receiver -> outgoing -> {
                    begun.countDown();
                    return awaitQuietly(never) ? Outcome.delivered() : Outcome.retry("interrupted");
                })
                .build();
        sender.send(firing("first", "hangs"));
        awaitQuietly(begun);

        assertThat(sender.close(Duration.ofMillis(1))).containsExactly(Map.entry("hangs", 1));

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("watchfire-")) {
                thread.join(30_000); // A thread that has left its pool is alive for some moments more.
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void anInterruptedThreadClosesAsOrderlyAsAnyOther() {
        CountDownLatch begun = new CountDownLatch(1);
        NoticeSender sender = NoticeSender.builder()
                .channel("test", receiver -> outgoing -> {
                    begun.countDown();
                    return arrive(receiver.name(), outgoing.message());
                })
                .build();
        for (int i = 0; i < 100; i++) {
            sender.send(firing("n" + i, "a"));
        }
        awaitQuietly(begun);

        Thread.currentThread().interrupt();
        Map<String, Integer> left = sender.close(Duration.ofSeconds(30));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(left).isEmpty();
        assertThat(arrived).hasSize(100);
    }

    @Test
    void waitingUntilAllIsDeliveredDoesNotClose() {
        NoticeSender sender = NoticeSender.builder()
                .channel("test", receiver -> outgoing -> arrive(receiver.name(), outgoing.message()))
                .build();
        sender.send(firing("first", "a"));

        assertThat(sender.awaitDelivered(Duration.ofSeconds(30))).isTrue();
        assertThat(arrived).hasSize(1);
        assertThat(sender.send(firing("second", "a"))).isTrue();
        sender.close();
        assertThat(arrived).hasSize(2);
    }

    private Outcome arrive(String receiver, Message message) {
        arrived.add(receiver + " " + message.title());
        return Outcome.delivered();
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}

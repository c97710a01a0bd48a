package io.watchfire.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientBoundsTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final ClientBounds bounds = new ClientBounds(10, 3, 4, nanos::get);

    @Test
    void aClientMayMakeSoManyRequestsInASecondAndThenComesAgain() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(request("192.0.2.1")).isZero();
        }
        assertThat(request("192.0.2.1")).isEqualTo(1);
        assertThat(request("192.0.2.2")).isZero();

        pass(99);
        assertThat(request("192.0.2.1")).isEqualTo(1);
        pass(1);
        assertThat(request("192.0.2.1")).isZero();
        assertThat(request("192.0.2.1")).isEqualTo(1);

        pass(3_600_000);
        for (int i = 0; i < 10; i++) {
            assertThat(request("192.0.2.1")).isZero();
        }
        assertThat(request("192.0.2.1")).isEqualTo(1);
    }

    @Test
    void aClientMayHaveSoManyRequestsOpenAtOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(bounds.enter(address("192.0.2.1"))).isZero();
        }
        assertThat(bounds.enter(address("192.0.2.1"))).isEqualTo(1);
        assertThat(bounds.enter(address("192.0.2.2"))).isZero();

        bounds.leave(address("192.0.2.1"));
        assertThat(bounds.enter(address("192.0.2.1"))).isZero();
        assertThat(bounds.enter(address("192.0.2.1"))).isEqualTo(1);
    }

    @Test
    void addressesOfOneIpv6NetworkAreOneClient() throws Exception {
        for (int i = 1; i <= 10; i++) {
            assertThat(request("2001:db8:1:2::" + i)).isZero();
        }
        assertThat(request("2001:db8:1:2:ffff::1")).isEqualTo(1);
        assertThat(request("2001:db8:1:3::1")).isZero();
    }

    @Test
    void howManyClientsAreKnownIsBoundedAndThoseWithOpenRequestsStay() throws Exception {
        assertThat(bounds.enter(address("192.0.2.1"))).isZero();
        for (int i = 0; i < 10; i++) {
            request("198.51.100.7");
        }
        for (int i = 0; i < 200; i++) {
            assertThat(request("203.0.113." + i)).isZero();
            assertThat(bounds.known()).isLessThanOrEqualTo(4);
        }

        assertThat(bounds.enter(address("192.0.2.1"))).isZero();
        assertThat(bounds.enter(address("192.0.2.1"))).isZero();
        assertThat(bounds.enter(address("192.0.2.1"))).isEqualTo(1);
    }

    private int request(String client) throws UnknownHostException {
        int wait = bounds.enter(address(client));
        if (wait == 0) {
            bounds.leave(address(client));
        }
        return wait;
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}

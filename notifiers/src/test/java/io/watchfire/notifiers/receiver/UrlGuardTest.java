package io.watchfire.notifiers.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.slack.com/services/T0/B0/x",
                "https://hooks.slack.com:8443/x?y=z",
                "HTTPS://Hooks.Slack.COM./x",
                "https://xn--bb0bv7i.example.kr/",
                "https://8.8.8.8/x",
                "https://[2606:4700::1111]/x",
                "https://172.32.0.1/",
                "https://100.128.0.1/"
            })
    void publicHttpsIsAllowed(String url) {
        assertThat(UrlGuard.check(url, false)).isEmpty();
        assertThat(UrlGuard.check(url, true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/",
                "https://LOCALHOST./",
                "https://a.localhost:9/",
                "https://127.0.0.1/",
                "https://127.9.9.9/",
                "https://10.1.2.3/",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.168.0.10/",
                "https://100.64.0.1/",
                "https://198.18.0.1/",
                "https://[::1]/",
                "https://[fd12:3456::1]/",
                "https://[fec0::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::7f00:1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[64:ff9b:1::1]/",
                "https://[2002:7f00:1::]/",
                "https://[::ffff:0:127.0.0.1]/"
            })
    void privateAndLoopbackAddressesNeedPermission(String url) {
        assertThat(UrlGuard.check(url, false))
                .contains("leads to a private or loopback address; \"allowPrivateNetworks\": true permits that");
        assertThat(UrlGuard.check(url, true)).isEmpty();
        assertThat(UrlGuard.check(url.replaceFirst("^https", "http"), true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://169.254.169.254/latest/meta-data",
                "https://169.254.0.1/",
                "https://[fe80::1]/",
                "https://[febf::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[::ffff:169.254.169.254]/",
                "https://[::ffff:a9fe:a9fe]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[fd00:ec2::254]/",
                "https://[fd20:ce::254]/",
                "https://100.100.100.200/",
                "https://168.63.129.16/",
                "https://192.0.0.192/",
                "https://metadata.google.internal/",
                "https://Metadata.Google.Internal./",
                "https://metadata/",
                "https://instance-data/"
            })
    void linkLocalAndMetadataAddressesAreNeverAllowed(String url) {
        assertThat(UrlGuard.check(url, false).orElseThrow()).endsWith("which is never allowed");
        assertThat(UrlGuard.check(url, true).orElseThrow()).endsWith("which is never allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://hooks.example:99999/x", "https://hooks.example:65536/x", "https://hooks.example:0/x"})
    void aPortThatDoesNotExistIsRefused(String url) {
        assertThat(UrlGuard.check(url, true)).contains("has a port that does not exist: ports are 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://2130706433/",
                "https://0x7f000001/",
                "https://017700000001/",
                "https://0x7f.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://0177.0.0.1/",
                "https://127.000.000.001/",
                "https://0x7f.0x0.0x0.0x1/",
                "https://127.0.0.1./",
                "https://127.0.0.0x1/",
                "https://256.1.1.1/",
                "https://①②⑦.⓪.⓪.①/",
                "https://127。0。0。1/",
                "https://%31%32%37.0.0.1/",
                "https://localhost%2e/",
                "https://loc\u00adalhost/",
                "https:///x",
                "https://알림.example.kr/",
                "https://[1::2::3]/",
                "https:hooks.slack.com/x",
                "https://hooks_.slack.com\\@127.0.0.1/",
                "https://a..b/"
            })
    void oddSpellingsOfHostsDoNotSlipThrough(String url) {
        assertThat(UrlGuard.check(url, true)).isPresent();
        assertThat(UrlGuard.check(url, false)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "'', has to begin with https://",
        "hooks.slack.com/x, has to begin with https://",
        "ftp://hooks.slack.com/, has to begin with https://",
        "'https://hooks.slack.com/a b', is not a URL",
        "https://me:secret@hooks.slack.com/, must not hold a user name or password",
        "https://me@hooks.slack.com/, must not hold a user name or password",
        "https://0.0.0.0/, leads to an address that is no single host's",
        "https://255.255.255.255/, leads to an address that is no single host's",
        "https://224.0.0.1/, leads to an address that is no single host's",
        "https://[::]/, leads to an address that is no single host's",
        "https://[ff02::1]/, leads to an address that is no single host's",
        "https://[2001:0:53aa:64c:0:7eff:8d3b:7b3e]/, leads to an address that is no single host's",
        "http://8.8.8.8/, leads to a public address and so has to begin with https://"
    })
    void whatIsRefusedIsRefusedWithAReason(String url, String why) {
        assertThat(UrlGuard.check(url, true)).contains(why);
    }

    @Test
    void plainHttpNeedsPermission() {
        assertThat(UrlGuard.check("http://grafana:3000/", false))
                .contains("has to begin with https://; plain http is for private networks, when they are allowed");
        assertThat(UrlGuard.check("http://grafana:3000/", true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, https, true, true",
        "8.8.8.8, http, false, false",
        "127.0.0.1, https, false, true",
        "10.0.0.1, http, false, true",
        "::1, https, false, true",
        "169.254.169.254, https, false, false",
        "100.100.100.200, http, false, false",
        "fe80::1, https, false, false",
        "0.0.0.0, http, false, false"
    })
    void anAddressIsJudgedAgainWhenAConnectionIsMade(String address, String scheme, boolean always, boolean ifPrivate)
            throws UnknownHostException {
        InetAddress found = InetAddress.getByName(address);

        assertThat(UrlGuard.check(scheme, found, false).isEmpty()).isEqualTo(always);
        assertThat(UrlGuard.check(scheme, found, true).isEmpty()).isEqualTo(ifPrivate);
    }

    @Test
    void aReasonTellsNothingOfTheUrl() {
        for (String url :
                new String[] {"http://10.11.12.13/T0KEN", "https://u:T0KEN@x/", "T0KEN", "https://T0KEN..x/"}) {
            assertThat(UrlGuard.check(url, false).orElseThrow())
                    .doesNotContain("T0KEN")
                    .doesNotContain("10.11.12.13");
        }
    }
}

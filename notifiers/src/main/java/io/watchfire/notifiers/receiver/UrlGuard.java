package io.watchfire.notifiers.receiver;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides where notices may be sent: to public addresses by https, and, if private networks are allowed, to private and
 * loopback addresses by https or http. Never to link-local or metadata addresses, nor to such as name no single host.
 *
 * <p>A URL is judged twice: its text when it is loaded (no name is looked up then), and each address when a connection
 * is made, since a harmless name may lead anywhere. The answer is empty for "yes", else why not, as the end of a
 * sentence that begins with what was judged; it holds no part of the URL, which may be a secret. Thread-safe.
 */
public final class UrlGuard {
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern PLAIN_IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern HOST_NAME =
            Pattern.compile("([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\\.)*[a-z]([a-z0-9-]*[a-z0-9])?");
    private static final Set<String> LOOPBACK_NAMES =
            Set.of("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback", "localhost6");
    private static final Set<String> METADATA_NAMES = Set.of(
            "metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal");

    private UrlGuard() {}

    /** Judges the text of a URL. */
    public static Optional<String> check(String url, boolean allowPrivate) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("is not a URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return Optional.of("has to begin with https://");
        }
        if (uri.getRawUserInfo() != null
                || String.valueOf(uri.getRawAuthority()).contains("@")) {
            return Optional.of("must not hold a user name or password");
        }
        if (uri.getHost() == null) {
            return Optional.of(
                    "names no host that can be read: a name in ASCII, an IPv4 address as four decimal numbers,"
                            + " or an IPv6 address in brackets");
        }
        if (uri.getPort() > HIGHEST_PORT || uri.getPort() == 0) {
            return Optional.of("has a port that does not exist: ports are 1 to " + HIGHEST_PORT);
        }
        if (scheme.equals("http") && !allowPrivate) {
            return Optional.of("has to begin with https://; plain http is for private networks, when they are allowed");
        }
        return checkHost(uri.getHost().toLowerCase(Locale.ROOT), scheme, allowPrivate);
    }

    /** Judges an address to which an https connection is to be made. */
    public static Optional<String> check(InetAddress address, boolean allowPrivate) {
        return check("https", address, allowPrivate);
    }

    /**
     * Judges an address to which a connection is to be made.
     *
     * @param scheme {@code https} or {@code http}
     */
    public static Optional<String> check(String scheme, InetAddress address, boolean allowPrivate) {
        return judge(AddressKind.of(address), scheme, allowPrivate);
    }

    private static Optional<String> checkHost(String host, String scheme, boolean allowPrivate) {
        if (host.startsWith("[")) {
            return judge(literal(host.substring(1, host.length() - 1)), scheme, allowPrivate);
        }
        if (PLAIN_IPV4.matcher(host).matches()) {
            return judge(literal(host), scheme, allowPrivate);
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (!HOST_NAME.matcher(name).matches()) {
            return Optional.of("names no host that can be read: an IPv4 address is written as four decimal numbers");
        }
        if (METADATA_NAMES.contains(name)) {
            return judge(AddressKind.METADATA, scheme, allowPrivate);
        }
        if (LOOPBACK_NAMES.contains(name) || name.endsWith(".localhost")) {
            return judge(AddressKind.PRIVATE, scheme, allowPrivate);
        }
        return Optional.empty();
    }

    private static Optional<String> judge(AddressKind kind, String scheme, boolean allowPrivate) {
        return switch (kind) {
            case LINK_LOCAL -> Optional.of("leads to a link-local address, which is never allowed");
            case METADATA -> Optional.of("leads to a cloud's metadata service, which is never allowed");
            case NO_HOST -> Optional.of("leads to an address that is no single host's");
            case PRIVATE ->
                allowPrivate
                        ? Optional.empty()
                        : Optional.of(
                                "leads to a private or loopback address; \"allowPrivateNetworks\": true permits that");
            case PUBLIC ->
                scheme.equals("https")
                        ? Optional.empty()
                        : Optional.of("leads to a public address and so has to begin with https://");
        };
    }

    /** The kind of a literal address. Nothing is looked up: the text is digits and dots, or holds a colon. */
    private static AddressKind literal(String text) {
        if (text.contains("%")) {
            return AddressKind.LINK_LOCAL;
        }
        try {
            return AddressKind.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return AddressKind.NO_HOST;
        }
    }
}

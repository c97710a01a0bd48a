package io.watchfire.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Addresses to listen on: {@code HOST:PORT}, or {@code PORT} alone for this machine only. */
final class HostAndPort implements ITypeConverter<InetSocketAddress> {
    private static final Pattern FORM =
            Pattern.compile("(?:(?<host>\\[[0-9a-fA-F:.%]+]|[^\\s:\\[\\]]*):)?(?<port>\\d{1,5})");

    @Override
    public InetSocketAddress convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group("port")) > 65_535) {
            throw new TypeConversionException("'" + text + "' is no address; it is written as 127.0.0.1:8080, or 8080");
        }
        int port = Integer.parseInt(form.group("port"));
        String host = form.group("host");
        InetSocketAddress address = host == null || host.isEmpty()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                : new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new TypeConversionException("there is no host " + host);
        }
        return address;
    }
}

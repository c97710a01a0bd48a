package io.watchfire.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Instants as event lines write them: ISO-8601 with offset, or epoch milliseconds. */
final class InstantConverter implements ITypeConverter<Instant> {
    private static final Pattern MILLIS = Pattern.compile("-?[0-9]{1,15}");

    @Override
    public Instant convert(String text) {
        if (MILLIS.matcher(text).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is no instant; it is written as"
                    + " 2026-01-31T09:00:00+09:00 or as milliseconds since 1970");
        }
    }
}

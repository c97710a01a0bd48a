package io.watchfire.cli;

import io.watchfire.dsl.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as the rule language writes them. */
final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return Duration.ofMillis(DurationText.parseMillis(text)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is no duration; durations are written as 500ms, 30s or 1h30m")));
    }
}

package io.watchfire.notifiers.message;

import io.watchfire.evaluator.template.MessageTemplate;
import io.watchfire.evaluator.template.MessageTemplate.Literal;
import io.watchfire.evaluator.template.MessageTemplate.Variable;
import io.watchfire.notifiers.words.ShortNumber;
import io.watchfire.notifiers.words.Word;
import io.watchfire.notifiers.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fills in templates in the words and zone of one receiver. A name without a value shows as a question mark; a value that
 * cannot be written as the template asks is an error, which is kept, and the template is not used.
 */
final class TemplateFiller {
    private static final String UNKNOWN = "?";
    /** Of several alerts, so many different values of a name are shown. */
    private static final int MOST_VALUES = 3;

    private final Words words;
    private final ZoneId zone;
    private final List<String> errors;

    /** @param errors where what goes wrong is put, to be shown */
    TemplateFiller(Words words, ZoneId zone, List<String> errors) {
        this.words = words;
        this.zone = zone;
        this.errors = errors;
    }

    /** What gives the value of a name: a text, Number, Boolean, Instant or Duration; null if it has none. */
    interface Values {
        @Nullable
        Object value(String name);

        /** How many milliseconds or bytes a number of 1 is. */
        double scale(String name);
    }

    /**
     * A template with the values of one alert or several: where they differ, some of them.
     *
     * @param what the template, as errors call it: {@code message}
     * @return null if a value does not fit
     */
    @Nullable
    String fill(String what, MessageTemplate template, List<? extends Values> sources) {
        return fill(what, template, sources, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** A template of a URL: values are percent-encoded, and in its own text what cannot stand in a URL. */
    @Nullable
    String fillUrl(String what, MessageTemplate template, Values source) {
        return fill(what, template, List.of(source), PercentEncoding::ofText, PercentEncoding::ofUrl);
    }

    private @Nullable String fill(
            String what,
            MessageTemplate template,
            List<? extends Values> sources,
            UnaryOperator<String> ofValues,
            UnaryOperator<String> ofText) {
        StringBuilder out = new StringBuilder();
        for (MessageTemplate.Part part : template.parts()) {
            if (part instanceof Literal literal) {
                out.append(ofText.apply(literal.text()));
            } else if (part instanceof Variable place) {
                try {
                    out.append(ofValues.apply(text(place, sources)));
                } catch (UnfitValueException e) {
                    errors.add(what + ": " + place + ": " + e.getMessage());
                    return null;
                }
            }
        }
        return out.toString();
    }

    private String text(Variable place, List<? extends Values> sources) throws UnfitValueException {
        if (sources.size() == 1) {
            return text(place, sources.get(0));
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Values source : sources) {
            texts.add(text(place, source));
        }
        String shown = texts.stream().limit(MOST_VALUES).collect(Collectors.joining(", "));
        int more = texts.size() - MOST_VALUES;
        return more <= 0 ? shown : shown + " " + words.say(Word.AND_MORE, Map.of("count", words.number(more)));
    }

    private String text(Variable place, Values source) throws UnfitValueException {
        Object value = source.value(place.name());
        if (value == null) {
            return UNKNOWN;
        }
        if (place.format() == null) {
            return plain(value);
        }
        return switch (place.format()) {
            case NUMBER -> words.number(number(value));
            case DURATION -> words.duration(number(value) * source.scale(place.name()));
            case SIZE -> words.size(number(value) * source.scale(place.name()));
            case PERCENT -> words.percent(number(value));
            case TIME -> time(value, Word.TIME);
            case DATE -> time(value, Word.DATE);
            case CLOCK -> time(value, Word.CLOCK);
        };
    }

    private String plain(Object value) {
        if (value instanceof Instant instant) {
            return words.time(instant, zone, Word.TIME);
        }
        return value instanceof Duration duration ? words.duration(duration) : ShortNumber.textOf(value);
    }

    private String time(Object value, Word format) throws UnfitValueException {
        if (value instanceof Instant instant) {
            return words.time(instant, zone, format);
        }
        double millis = number(value);
        return Double.isFinite(millis) ? words.time(Instant.ofEpochMilli((long) millis), zone, format) : UNKNOWN;
    }

    private static double number(Object value) throws UnfitValueException {
        if (value instanceof Duration duration) {
            return duration.toMillis();
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new UnfitValueException("\"" + value + "\" is not a number");
    }

    /** A value that cannot be written in the format that the template names. */
    private static final class UnfitValueException extends Exception {
        private static final long serialVersionUID = 1L;

        UnfitValueException(String message) {
            super(message);
        }
    }
}

package io.watchfire.notifiers.words;

import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.template.MessageTemplate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words of one language, and how it writes numbers and times. Immutable, thread-safe; equal if all words are. */
public final class Words {
    private static final Words ENGLISH = WordsFile.builtIn("en");
    private static final Words KOREAN = WordsFile.builtIn("ko");
    private static final List<String> SIZES = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

    private final Map<Word, MessageTemplate> templates;

    /** @param templates all of them */
    Words(Map<Word, MessageTemplate> templates) {
        this.templates = new EnumMap<>(templates);
        if (this.templates.size() < Word.values().length) {
            throw new IllegalArgumentException("a language without some of its words");
        }
    }

    /** The words of a language by its code, {@code en} or {@code ko}; English if it is another. */
    public static Words of(String language) {
        return language.equals("ko") ? KOREAN : ENGLISH;
    }

    Map<Word, MessageTemplate> templates() {
        return templates;
    }

    /** A word in which nothing is to be filled in. */
    public String say(Word word) {
        return say(word, Map.of());
    }

    /** A word with what is to stand in it. */
    public String say(Word word, Map<String, String> values) {
        StringBuilder out = new StringBuilder();
        for (MessageTemplate.Part part : template(word).parts()) {
            if (part instanceof MessageTemplate.Literal literal) {
                out.append(literal.text());
            } else if (part instanceof MessageTemplate.Variable variable) {
                out.append(values.getOrDefault(variable.name(), ""));
            }
        }
        return out.toString();
    }

    /** What a level is called. */
    public String level(Level level) {
        return say(Word.of(level));
    }

    /** Digits in groups: {@code 1,234,567.8}; beyond 16 digits a power of ten. */
    public String number(double value) {
        String plain = ShortNumber.text(value);
        if (!plain.matches("-?[0-9.]+")) {
            return plain;
        }
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String grouped = whole.replaceAll("\\B(?=(\\d{3})+$)", "\u0000").replace("\u0000", say(Word.THOUSANDS));
        return point < 0 ? grouped : grouped + say(Word.DECIMAL_POINT) + plain.substring(point + 1);
    }

    /** {@code 98.6%} */
    public String percent(double value) {
        return say(Word.PERCENT, Map.of("number", decimal(value)));
    }

    /** {@code 1.46 GiB}: the largest of the binary units of which there is at least one, and two decimals. */
    public String size(double bytes) {
        double rest = bytes;
        int unit = 0;
        while (Math.abs(rest) >= 1024 && unit < SIZES.size() - 1) {
            rest /= 1024;
            unit++;
        }
        return decimal(Math.rint(rest * 100) / 100) + " " + SIZES.get(unit);
    }

    /** How long something lasted: in whole seconds from one second on, and if it is negative, no time. */
    public String duration(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        return duration((double) (millis < 1000 ? millis : millis / 1000 * 1000));
    }

    /** {@code 310ms}, {@code 2.31s}, {@code 1h 1m 30s}: from a minute on in whole seconds. */
    public String duration(double millis) {
        double length = Math.abs(millis);
        String sign = millis < 0 ? "-" : "";
        if (!Double.isFinite(millis)) {
            return ShortNumber.text(millis);
        }
        if (length < 1000) {
            return length == 0 ? unit(Word.SECONDS, "0") : sign + unit(Word.MILLISECONDS, decimal(length));
        }
        // What rounds to a minute is one.
        if (length < 59_999.5) {
            return sign + unit(Word.SECONDS, decimal(Math.rint(length) / 1000));
        }
        long seconds = Math.round(length / 1000);
        List<String> parts = new ArrayList<>();
        add(parts, Word.DAYS, seconds / 86_400);
        add(parts, Word.HOURS, seconds / 3600 % 24);
        add(parts, Word.MINUTES, seconds / 60 % 60);
        add(parts, Word.SECONDS, seconds % 60);
        return sign + String.join(" ", parts);
    }

    /**
     * A time, in one of the ways that {@link Word#TIME}, {@link Word#DATE} and {@link Word#CLOCK} say.
     *
     * @param format one of these three
     */
    public String time(Instant instant, ZoneId zone, Word format) {
        Locale locale = Locale.forLanguageTag(say(Word.LOCALE));
        try {
            return DateTimeFormatter.ofPattern(say(format), locale).format(instant.atZone(zone));
        } catch (DateTimeException e) {
            return instant.toString();
        }
    }

    private void add(List<String> parts, Word unit, long count) {
        if (count > 0) {
            parts.add(unit(unit, Long.toString(count)));
        }
    }

    private String unit(Word unit, String number) {
        return say(unit, Map.of("number", number));
    }

    private String decimal(double value) {
        return ShortNumber.text(value).replace(".", say(Word.DECIMAL_POINT));
    }

    private MessageTemplate template(Word word) {
        MessageTemplate template = templates.get(word);
        if (template == null) {
            throw new IllegalStateException("a language without " + word);
        }
        return template;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Words words && templates.equals(words.templates);
    }

    @Override
    public int hashCode() {
        return templates.hashCode();
    }

    @Override
    public String toString() {
        return "Words[" + say(Word.LOCALE) + "]";
    }
}

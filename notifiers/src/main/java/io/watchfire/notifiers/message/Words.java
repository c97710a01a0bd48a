package io.watchfire.notifiers.message;

import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.Notice.Status;
import java.time.Duration;

/**
 * The words of one language. A class for each, not a resource bundle: a word that is missing does not compile, and the
 * language of the machine has no say.
 */
sealed interface Words permits EnglishWords, KoreanWords {
    /** The words of a language by its code; English if there are none. */
    static Words of(String language) {
        return language.equals("ko") ? KoreanWords.INSTANCE : EnglishWords.INSTANCE;
    }

    String project();

    String projectCode();

    String application();

    String eventMessage();

    String startedAt();

    String changedAt();

    String endedAt();

    String lasted();

    String levelLabel();

    String valueAtEnd();

    String endReason();

    String labels();

    /** How many alerts the message is about. */
    String alerts();

    /** What the title says of a notice that tells no change. */
    String kind(Status status);

    String level(Level level);

    /** What the title of an end says. */
    String end(Reason reason);

    String noDataFor(Duration silence);

    String ruleRemoved();

    /** {@code 1h 1m 30s}; milliseconds only below one second. */
    String duration(Duration duration);

    default String change(Level from, Level to) {
        return level(from) + " -> " + level(to);
    }

    /** A duration by the words for day, hour, minute, second and millisecond. */
    static String duration(Duration duration, String d, String h, String m, String s, String ms) {
        if (duration.isNegative() || duration.isZero()) {
            return "0" + s;
        }
        if (duration.toSeconds() == 0) {
            return duration.toMillis() + ms;
        }
        StringBuilder out = new StringBuilder();
        append(out, duration.toDaysPart(), d);
        append(out, duration.toHoursPart(), h);
        append(out, duration.toMinutesPart(), m);
        append(out, duration.toSecondsPart(), s);
        return out.toString();
    }

    private static void append(StringBuilder out, long count, String unit) {
        if (count > 0) {
            out.append(out.isEmpty() ? "" : " ").append(count).append(unit);
        }
    }
}

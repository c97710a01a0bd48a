package io.watchfire.benchmarks.condition;

import io.watchfire.dsl.Truth;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The conditions as a careful programmer writes them: what is missing, of another type or not finite makes them unknown, unless the
 * rest decides.
 */
public final class ByHand {
    /** Public for Janino, whose classes come from another loader. */
    public static final Pattern PATTERN = Pattern.compile(Rule.REGEX);

    private ByHand() {}

    interface OnRecord {
        Truth test(Counters event);
    }

    interface OnMap {
        Truth test(Map<String, Object> event);
    }

    static OnRecord onRecord(Rule rule) {
        return switch (rule) {
            case A ->
                e -> {
                    Truth kind = equal(e.okindName(), "btf-order");
                    return kind == Truth.FALSE ? kind : kind.and(atLeast(e.respTime(), 2000));
                };
            case B ->
                e -> {
                    Truth kind = oneOf(e.okindName(), "btf-order", "btf-member");
                    if (kind == Truth.FALSE) {
                        return kind;
                    }
                    Truth slow = kind.and(atLeast(e.respTime(), 100));
                    return slow == Truth.FALSE ? slow : slow.and(above(e.sqlFetchCount(), 100_000));
                };
            case C ->
                e -> {
                    Truth errors = above(e.errorCount() / e.txCount() * 100, 5);
                    return errors == Truth.FALSE ? errors : errors.and(atLeast(e.tps(), 10));
                };
            case D ->
                e -> {
                    String kind = e.okindName();
                    Truth ours = kind == null ? Truth.UNKNOWN : Truth.of(kind.startsWith("btf-"));
                    if (ours == Truth.FALSE) {
                        return ours;
                    }
                    String name = e.oname();
                    return ours.and(name == null ? Truth.UNKNOWN : Truth.of(!name.contains("-dev-")));
                };
            case E ->
                e -> {
                    String url = e.url();
                    return url == null
                            ? Truth.UNKNOWN
                            : Truth.of(PATTERN.matcher(url).matches());
                };
        };
    }

    static OnMap onMap(Rule rule) {
        return switch (rule) {
            case A ->
                e -> {
                    Truth kind = equal(text(e.get("okindName")), "btf-order");
                    return kind == Truth.FALSE ? kind : kind.and(atLeast(number(e.get("resp_time")), 2000));
                };
            case B ->
                e -> {
                    Truth kind = oneOf(text(e.get("okindName")), "btf-order", "btf-member");
                    if (kind == Truth.FALSE) {
                        return kind;
                    }
                    Truth slow = kind.and(atLeast(number(e.get("resp_time")), 100));
                    return slow == Truth.FALSE ? slow : slow.and(above(number(e.get("sql_fetch_count")), 100_000));
                };
            case C ->
                e -> {
                    Truth errors = above(number(e.get("error_count")) / number(e.get("tx_count")) * 100, 5);
                    return errors == Truth.FALSE ? errors : errors.and(atLeast(number(e.get("tps")), 10));
                };
            case D ->
                e -> {
                    String kind = text(e.get("okindName"));
                    Truth ours = kind == null ? Truth.UNKNOWN : Truth.of(kind.startsWith("btf-"));
                    if (ours == Truth.FALSE) {
                        return ours;
                    }
                    String name = text(e.get("oname"));
                    return ours.and(name == null ? Truth.UNKNOWN : Truth.of(!name.contains("-dev-")));
                };
            case E ->
                e -> {
                    String url = text(e.get("url"));
                    return url == null
                            ? Truth.UNKNOWN
                            : Truth.of(PATTERN.matcher(url).matches());
                };
        };
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static Truth equal(@Nullable String text, String wanted) {
        return text == null ? Truth.UNKNOWN : Truth.of(text.equals(wanted));
    }

    private static Truth oneOf(@Nullable String text, String a, String b) {
        return text == null ? Truth.UNKNOWN : Truth.of(text.equals(a) || text.equals(b));
    }

    private static Truth atLeast(double number, double bound) {
        return Double.isFinite(number) ? Truth.of(number >= bound) : Truth.UNKNOWN;
    }

    private static Truth above(double number, double bound) {
        return Double.isFinite(number) ? Truth.of(number > bound) : Truth.UNKNOWN;
    }
}

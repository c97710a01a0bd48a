package io.watchfire.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.number.Decimal;
import io.watchfire.dsl.plan.Planner;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields of different units give what their decimal digits say, to the last bit. */
class UnitReckoningTest {
    /** Each field's name says its unit. */
    private static final Schema SCHEMA =
            schema("ms", "s", "m", "h", "d", "B", "kB", "MB", "GB", "KiB", "MiB", "percent");

    private static Schema schema(String... words) {
        Map<String, FieldType> fields = new LinkedHashMap<>();
        for (String word : words) {
            fields.put("in_" + word, FieldType.ofWord(word).orElseThrow());
            fields.put("too_" + word, FieldType.ofWord(word).orElseThrow());
        }
        fields.put("tps", FieldType.ofWord("number").orElseThrow());
        return Schema.declaring(fields);
    }

    private static CheckedExpression checked(String text) {
        Analysis analysis = RuleLanguage.standard().analyze(text, SCHEMA.newScope());
        assertThat(analysis.problems()).as(text).isEmpty();
        return analysis.expression().orElseThrow();
    }

    /** {@code in_s 2, in_ms 3}: an event. */
    private static Map<String, Object> event(String values) {
        Map<String, Object> event = new LinkedHashMap<>();
        for (String value : values.split(", *")) {
            String[] parts = value.split(" ");
            event.put(parts[0], Double.valueOf(parts[1]));
        }
        return event;
    }

    private static String result(CheckedExpression expression, Map<String, Object> event) {
        NamedSlots slots = new NamedSlots();
        String closures = result(
                expression.type(),
                slots.onMaps(Planner.plan(((CompiledExpression) expression).normalForm(slots))),
                event);
        assertThat(result(expression.type(), expression.onMaps(), event)).isEqualTo(closures);
        return closures;
    }

    private static String result(ValueType type, MapEvaluable evaluable, Map<String, Object> event) {
        return type == ValueType.BOOLEAN
                ? evaluable.test(event).toString().toLowerCase(java.util.Locale.ROOT)
                : Decimal.text(evaluable.number(event));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Compared in the coarser unit.
                "in_ms == in_h                         | in_ms 3960000, in_h 1.1       | true",
                "in_h == in_ms                         | in_ms 3960000, in_h 1.1       | true",
                "in_ms == in_s                         | in_ms 2010, in_s 2.01         | true",
                "in_ms <= in_s                         | in_ms 2010, in_s 2.01         | true",
                "in_s >= in_ms                         | in_ms 2010, in_s 2.01         | true",
                "in_ms < in_s                          | in_ms 2010, in_s 2.01         | false",
                "in_s between in_ms and in_ms          | in_ms 2010, in_s 2.01         | true",
                "in_ms in (1, in_s)                    | in_ms 2010, in_s 2.01         | true",
                "in_s in (in_ms)                       | in_ms 2010, in_s 2.01         | true",
                "in_ms in (2010, in_h)                 | in_ms 2010, in_h 7            | true",
                "decode(in_ms, in_s, 1, 0)             | in_ms 2010, in_s 2.01         | 1",
                "in_KiB == in_kB                       | in_KiB 1.25, in_kB 1.28       | true",
                "in_kB == in_KiB                       | in_KiB 1.25, in_kB 1.28       | true",
                "in_GB == in_MiB                       | in_GB 1.1, in_MiB 1049.041748046875 | true",
                "in_s == 2010ms                        | in_s 2.01                     | true",
                // Reckoned in the finer one.
                "in_s % 1ms == 0s                      | in_s 2                        | true",
                "in_h % 1m == 0                        | in_h 2                        | true",
                "in_GB % 100MB == 0                    | in_GB 1                       | true",
                "in_s % 300ms                          | in_s 2                        | 0.2",
                "7 % in_s % in_ms                      | in_s 4, in_ms 2999            | 0.001",
                "2 * 3 % in_s % in_ms == 1             | in_s 5, in_ms 1500            | true",
                "in_s * 2 % in_ms                      | in_s 1, in_ms 700             | 0.6",
                "in_s + 200ms == 300ms                 | in_s 0.1                      | true",
                "in_s + in_ms == 0.3                   | in_s 0.1, in_ms 200           | true",
                "in_ms + in_s == 300                   | in_s 0.1, in_ms 200           | true",
                "in_s + 0ms == 2010ms                  | in_s 2.01                     | true",
                "1 + in_s + in_ms == 1300ms            | in_s 0.1, in_ms 200           | true",
                "sum(in_s, in_ms, 1) == 1300ms         | in_s 0.1, in_ms 200           | true",
                "avg(in_s, in_ms) == 150ms             | in_s 0.1, in_ms 200           | true",
                "in_ms / in_s                          | in_ms 2310, in_s 2            | 1.155",
                "in_s / in_ms                          | in_ms 500, in_s 2             | 4",
                // What hands on a number hands on the very number.
                "in_m == nvl(in_h, in_m)               | in_m 2000                     | true",
                "in_m in (nvl(in_h, in_m))             | in_m 2000                     | true",
                "nvl(in_h, in_m) == 2000m              | in_m 2000                     | true",
                "nvl(in_h, in_m) % 1m == 0             | in_m 2000                     | true",
                "nvl(in_s, in_ms) == 0.1               | in_s 0.1, in_ms 7             | true",
                "-max(in_h, in_m) == -in_m             | in_h 1, in_m 2000             | true",
                "max(in_s, in_ms) == in_ms             | in_s 1, in_ms 2010            | true",
                "min(in_s, 3) == 3s                    | in_s 4                        | true",
                "if(tps > 1, in_s, in_ms) == 2010ms    | tps 1, in_s 1, in_ms 2010     | true",
                "decode(tps, 1, in_s, in_ms) == 2010ms | tps 0, in_s 1, in_ms 2010     | true",
                // Shown, rounded, and met by plain numbers in the first field's unit.
                "in_s                                  | in_s 2.01                     | 2.01",
                "in_s + in_ms                          | in_s 2.5, in_ms 1             | 2.501",
                "in_ms + in_s                          | in_s 2.5, in_ms 1             | 2501",
                "nvl(in_h, in_m)                       | in_m 90                       | 1.5",
                "max(in_s, in_ms)                      | in_s 1, in_ms 2010            | 2.01",
                "max(in_s, in_ms) == 2.01              | in_s 1, in_ms 2010            | true",
                "nvl(in_h, in_m) == 1.5                | in_m 90                       | true",
                "round(in_s + in_ms) == 2              | in_s 2, in_ms 300             | true",
                "ceil(in_s + in_ms) == 3000ms          | in_s 2, in_ms 300             | true",
                "floor(max(in_s, in_ms)) == 2          | in_s 1, in_ms 2300            | true",
                "tps * (in_s + in_ms) == 4.6           | tps 2, in_s 2, in_ms 300      | true",
                "1 / (in_s + in_ms)                    | in_s 1, in_ms 1000            | 0.5",
                "nvl(tps, 1) * in_s + in_ms == 5       | tps 2, in_s 2, in_ms 1000     | true",
                "in_percent + 1% > 99                  | in_percent 98.5               | true",
            })
    void theResultIsThatOfTheDecimals(String text, String event, String expected) {
        assertThat(result(checked(text), event(event))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in_s > in_ms               | in_s 2.01, in_ms 1500    | 2.01 | 1.5",
                "in_ms > in_s               | in_s 2.5, in_ms 1500     | 1500 | 2500",
                "in_s + in_ms > 1500ms      | in_s 0.1, in_ms 2000     | 2.1  | 1.5",
                "nvl(in_h, in_m) > 1        | in_m 90                  | 1.5  | 1",
                "2s <= in_h                 | in_h 2                   | 0.0005555555555555556 | 2",
                "3 < in_s                   | in_s 2                   | 3    | 2",
                "in_s between 500ms and 1m  | in_s 2                   | 2    | 0.5",
            })
    void theComparedValueAndItsThresholdAreInTheUnitOfTheFirstField(
            String text, String event, String value, String threshold) {
        CheckedExpression condition = checked(text);

        assertThat(result(condition.comparedValue().orElseThrow(), event(event)))
                .isEqualTo(value);
        assertThat(result(condition.comparedThreshold().orElseThrow(), event(event)))
                .isEqualTo(threshold);
    }

    private record Field(String word, long scale) {}

    private static final List<Field> DURATIONS =
            List.of(new Field("ms", 1), new Field("s", 1_000), new Field("m", 60_000), new Field("h", 3_600_000));

    private static final List<Field> SIZES = List.of(
            new Field("B", 1),
            new Field("kB", 1_000),
            new Field("KiB", 1_024),
            new Field("MB", 1_000_000),
            new Field("MiB", 1_048_576));

    @Test
    void comparisonsOfTwoUnitsAreThoseOfTheirDecimals() {
        Random random = new Random(1);
        for (List<Field> fields : List.of(DURATIONS, SIZES)) {
            for (Field a : fields) {
                for (Field b : fields) {
                    compare(a, b, random);
                }
            }
        }
    }

    /** Whole numbers of the finer unit, a few decimal digits of the coarser one. */
    private static void compare(Field a, Field b, Random random) {
        int digits = a.scale() < b.scale() ? 0 : 3;
        int otherDigits = b.scale() < a.scale() ? 0 : 3;
        String left = "in_" + a.word();
        String right = "too_" + b.word();
        Map<String, CheckedExpression> conditions = new LinkedHashMap<>();
        for (String operator : List.of("==", "!=", "<", "<=", ">", ">=")) {
            conditions.put(operator, checked(left + " " + operator + " " + right));
        }
        for (int i = 0; i < 300; i++) {
            BigDecimal x = decimal(digits, random);
            // Every second time as equal as a few digits can be.
            BigDecimal y = i % 2 == 0 ? decimal(otherDigits, random) : near(x, a, b);
            int order = x.multiply(BigDecimal.valueOf(a.scale())).compareTo(y.multiply(BigDecimal.valueOf(b.scale())));
            Map<String, Object> event = Map.of(left, x.doubleValue(), right, y.doubleValue());
            List<String> found = new ArrayList<>();
            conditions.forEach((operator, condition) -> found.add(result(condition, event)));
            assertThat(found)
                    .as("%s of %s", conditions.keySet(), event)
                    .containsExactly(
                            "" + (order == 0),
                            "" + (order != 0),
                            "" + (order < 0),
                            "" + (order <= 0),
                            "" + (order > 0),
                            "" + (order >= 0));
        }
    }

    private static BigDecimal decimal(int digits, Random random) {
        return BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(digits + 1));
    }

    private static BigDecimal near(BigDecimal x, Field a, Field b) {
        BigDecimal base = x.multiply(BigDecimal.valueOf(a.scale()));
        BigDecimal scale = BigDecimal.valueOf(b.scale());
        if (b.scale() < a.scale()) {
            return base.divide(scale, 0, RoundingMode.HALF_UP);
        }
        BigDecimal equal = base.divide(scale, 20, RoundingMode.HALF_UP);
        return equal.multiply(scale).compareTo(base) == 0 ? equal : equal.setScale(10, RoundingMode.HALF_UP);
    }

    @Test
    void sumsAndRemaindersOfWholeNumbersAreExact() {
        Random random = new Random(1);
        List<CheckedExpression> exact = List.of(
                checked("in_s + in_ms == too_ms"),
                checked("in_ms + in_s == too_ms"),
                checked("too_ms - in_s == in_ms"),
                checked("too_ms % in_s == too_s"),
                checked("in_s in (too_ms - in_ms, 0)"));
        for (int i = 0; i < 1_000; i++) {
            long seconds = 1 + random.nextInt(100_000);
            long millis = random.nextInt(100_000);
            long sum = seconds * 1_000 + millis;
            Map<String, Object> event = Map.of(
                    "in_s", (double) seconds,
                    "in_ms", (double) millis,
                    "too_ms", (double) sum,
                    "too_s", sum % (seconds * 1_000) / 1_000.0);
            for (CheckedExpression condition : exact) {
                assertThat(result(condition, event))
                        .as("%s of %s", condition, event)
                        .isEqualTo("true");
            }
        }
    }
}

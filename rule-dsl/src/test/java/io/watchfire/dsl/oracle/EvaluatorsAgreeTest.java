package io.watchfire.dsl.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.FieldType;
import io.watchfire.dsl.Limits;
import io.watchfire.dsl.MapEvaluable;
import io.watchfire.dsl.Schema;
import io.watchfire.dsl.Severity;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.Checker;
import io.watchfire.dsl.check.Types;
import io.watchfire.dsl.code.GeneratedCode;
import io.watchfire.dsl.normal.Normalizer;
import io.watchfire.dsl.parser.ExpressionParser;
import io.watchfire.dsl.plan.Planner;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.Expression;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Closures, generated code and oracle give the same on a million pairs of expression and event. The pairs are the same ones in each run;
 * {@code -Dwatchfire.seed=7} takes one expression alone, as a failure tells it.
 */
class EvaluatorsAgreeTest {
    private static final int EXPRESSIONS = 10_000;
    private static final int EVENTS = 100;

    private static final Map<String, FieldType> FIELDS = declared(Map.ofEntries(
            Map.entry("x", "number"),
            Map.entry("r", "ms"),
            Map.entry("q", "s"),
            Map.entry("h", "h"),
            Map.entry("k", "kB"),
            Map.entry("i", "KiB"),
            Map.entry("t", "text"),
            Map.entry("b", "boolean")));

    private static final Schema SCHEMA = Schema.declaring(FIELDS);

    private final Random eventSeed = new Random(1);

    /** The events, of which each expression meets some. */
    private final List<Map<String, Object>> events =
            Stream.generate(() -> RandomEvent.next(eventSeed)).limit(10_000).toList();

    private final Map<Truth, Integer> verdicts = new EnumMap<>(Truth.class);

    private static Map<String, FieldType> declared(Map<String, String> words) {
        Map<String, FieldType> fields = new LinkedHashMap<>();
        words.forEach((name, word) -> fields.put(name, FieldType.ofWord(word).orElseThrow()));
        return fields;
    }

    @Test
    void allEvaluatorsAgree() {
        Long given = Long.getLong("watchfire.seed");
        LongStream seeds = given != null ? LongStream.of(given) : LongStream.range(0, EXPRESSIONS);
        seeds.forEach(this::tryExpression);
        if (given == null) {
            int all = verdicts.values().stream().mapToInt(Integer::intValue).sum();
            assertThat(verdicts.values())
                    .as("%s", verdicts)
                    .allMatch(each -> each >= all / 5)
                    .hasSize(3);
        }
    }

    private record Checked(String text, Expression tree, Types types) {}

    private void tryExpression(long seed) {
        Random random = new Random(seed);
        RandomExpression expressions = new RandomExpression(random);
        Optional<Checked> checked = Optional.empty();
        while (checked.isEmpty()) {
            checked = check(expressions.next());
        }
        compare(seed, checked.get(), random);
    }

    private static Optional<Checked> check(String text) {
        Expression tree = ExpressionParser.parse(text, Limits.DEFAULT).tree().orElseThrow();
        Checker.Checked checked = Checker.check(text, tree, SCHEMA.newScope());
        return checked.problems().stream().anyMatch(problem -> problem.severity() == Severity.ERROR)
                ? Optional.empty()
                : Optional.of(new Checked(text, tree, checked.types()));
    }

    private void compare(long seed, Checked checked, Random random) {
        EventByName slots = new EventByName();
        Term term = Normalizer.normalize(
                checked.tree(),
                checked.types(),
                checked.types().of(checked.tree()).unit(),
                slots);
        Evaluable closures = Planner.plan(term);
        Evaluable generated = GeneratedCode.of(term).orElseThrow();
        // To define two classes for each shape would take most of the time.
        Optional<MapEvaluable> ofMaps = seed % 4 == 0 ? GeneratedCode.ofMaps(term, slots.names()) : Optional.empty();
        Oracle oracle = new Oracle(checked.types(), FIELDS);
        ValueType type = checked.types().of(checked.tree()).value();
        for (int i = 0; i < EVENTS; i++) {
            Map<String, Object> event = events.get(random.nextInt(events.size()));
            slots.read(event);
            Object expected = oracle.valueOn(event, checked.tree());
            if (type == ValueType.BOOLEAN) {
                verdicts.merge(closures.test(slots), 1, Integer::sum);
            }
            Map<String, Object> found = new LinkedHashMap<>();
            found.put("closures", value(closures.test(slots), closures.number(slots), closures.text(slots)));
            found.put("generated", value(generated.test(slots), generated.number(slots), generated.text(slots)));
            ofMaps.ifPresent(
                    maps -> found.put("on maps", value(maps.test(event), maps.number(event), maps.text(event))));
            if (!found.values().stream().allMatch(value -> equal(expected, value))) {
                throw new AssertionError("-Dwatchfire.seed=" + seed + "\n" + checked.text() + "\non " + event
                        + "\noracle " + expected + ", " + found + "\n" + term);
            }
        }
    }

    /** The one way in which an expression is known, whatever its type. */
    private static Object value(Truth truth, double number, String text) {
        return text != null
                ? text
                : !Double.isNaN(number) ? number : truth == Truth.UNKNOWN ? null : truth == Truth.TRUE;
    }

    private static boolean equal(Object a, Object b) {
        return Objects.equals(a, b) || (a instanceof Double x && b instanceof Double y && x - y == 0);
    }
}

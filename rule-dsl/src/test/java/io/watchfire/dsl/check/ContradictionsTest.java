package io.watchfire.dsl.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.Analysis;
import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Schema;
import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The warnings never-true and always-true, against trying all values that make a difference. */
class ContradictionsTest {
    private static final int CONDITIONS = 20_000;

    /** Constants are 0 to 4, so these stand for all numbers: each constant, something between two, something beyond. */
    private static final double[] VALUES =
            IntStream.rangeClosed(-4, 20).mapToDouble(i -> i / 4.0).toArray();

    @Test
    void aConjunctionIsWarnedOfIfAndOnlyIfNoValueFulfilsIt() {
        compare(" && ", "never-true");
    }

    @Test
    void aDisjunctionIsWarnedOfIfAndOnlyIfEveryValueFulfilsIt() {
        compare(" || ", "always-true");
    }

    private static void compare(String operator, String code) {
        long first = Long.getLong("watchfire.seed", 1);
        int conditions = Long.getLong("watchfire.seed") == null ? CONDITIONS : 1;
        int warned = 0;
        for (long seed = first; seed < first + conditions; seed++) {
            Random random = new Random(seed);
            List<String> terms = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(3); i++) {
                terms.add(term(random));
            }
            String text = String.join(operator, terms);
            Analysis analysis =
                    RuleLanguage.standard().analyze(text, Schema.undeclared().newScope());
            boolean told = analysis.problems().stream()
                    .anyMatch(problem -> problem.code().equals(code));

            long fulfilled = fulfilled(analysis.expression().orElseThrow());
            boolean constant = code.equals("never-true") ? fulfilled == 0 : fulfilled == VALUES.length;

            assertThat(told).as("-Dwatchfire.seed=" + seed + ": " + text).isEqualTo(constant);
            warned += told ? 1 : 0;
        }
        assertThat(warned).isGreaterThan(conditions == 1 ? -1 : conditions / 20);
    }

    private static String term(Random random) {
        int a = random.nextInt(5);
        int b = random.nextInt(5);
        String term = switch (random.nextInt(5)) {
            case 0 -> "x " + List.of("<", "<=", ">", ">=").get(random.nextInt(4)) + " " + a;
            case 1 -> a + " " + List.of("<", "<=", ">", ">=").get(random.nextInt(4)) + " x";
            case 2 -> "x " + List.of("==", "!=").get(random.nextInt(2)) + " " + a;
            case 3 -> "x " + List.of("in", "not in").get(random.nextInt(2)) + " (" + a + ", " + b + ")";
            default -> "x " + List.of("<", ">").get(random.nextInt(2)) + " " + a;
        };
        return random.nextInt(4) == 0 ? "!(" + term + ")" : term;
    }

    private static long fulfilled(CheckedExpression expression) {
        double[] value = new double[1];
        Evaluable evaluable = expression.bind(new SlotResolver() {
            @Override
            public int slotOf(String name) {
                return 0;
            }

            @Override
            public int slotOf(Expression.Aggregate aggregate) {
                throw new IllegalStateException("there are none");
            }
        });
        Slots slots = new Slots() {
            @Override
            public double number(int slot) {
                return value[0];
            }

            @Override
            public String text(int slot) {
                return null;
            }

            @Override
            public Truth truth(int slot) {
                return Truth.UNKNOWN;
            }
        };
        long fulfilled = 0;
        for (double each : VALUES) {
            value[0] = each;
            fulfilled += evaluable.test(slots) == Truth.TRUE ? 1 : 0;
        }
        return fulfilled;
    }
}

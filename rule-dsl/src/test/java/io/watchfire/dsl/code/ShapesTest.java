package io.watchfire.dsl.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Schema;
import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.plan.Planner;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.Expression;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesTest {
    private final Map<String, Integer> slots = new HashMap<>();

    private Evaluable bind(String text) {
        CheckedExpression expression = RuleLanguage.standard()
                .analyze(text, Schema.undeclared().newScope())
                .expression()
                .orElseThrow();
        return expression.bind(new SlotResolver() {
            @Override
            public int slotOf(String name) {
                return slots.computeIfAbsent(name, unused -> slots.size());
            }

            @Override
            public int slotOf(Expression.Aggregate aggregate) {
                return slotOf("window");
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "okind == 'order' && time >= 2000 ; 이름 == '주문' and 1e6 <= n",
                "a == 1 || a == 2                 ; b in (7, 8)",
                "name like 'btf-*'                ; name2 like 'web*'",
                "!(a < 5)                         ; b >= -3",
                "x + 1 > 2                        ; y + 7 > 2 * 3"
            })
    void expressionsOfOneShapeShareAClass(String a, String b) {
        assertThat(bind(a).getClass())
                .isSameAs(bind(b).getClass())
                .isNotSameAs(bind("a > 1 && b > 1 && c > 1").getClass());
    }

    @Test
    void twoThousandRulesOfFiveShapesAreFiveClasses() {
        List<String> shapes = List.of(
                "a == 'x%d' && b >= %d.5",
                "(a == 'x%d' || a == 'y') && b >= 100 && c > %d",
                "(e%d / t) * 100 > %d && tps >= 10",
                "a like 'x%d-*' && !(b like '*-%d-*')",
                "b%d between 1 and %d");
        Set<Class<?>> classes = new HashSet<>();
        List<Evaluable> rules = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Evaluable rule = bind(String.format(Locale.ROOT, shapes.get(i % 5), i, i));
            rules.add(rule);
            classes.add(rule.getClass());
        }
        assertThat(rules).hasSize(2_000);
        assertThat(classes).hasSize(5).allMatch(Class::isHidden);
    }

    @Test
    void aClassGoesWhenTheLastOfItsInstancesIsGone() {
        WeakReference<Class<?>> unused =
                new WeakReference<>(bind("k1 + k2 + k3 + k4 + k5 + 1 > k6").getClass());
        Evaluable kept = bind("k1 + k2 + k3 + k4 + k5 + k6 + 2 > k7");
        Class<?> used = kept.getClass();

        collectUntilCleared(unused);

        assertThat(unused.get()).isNull();
        assertThat(bind("l1 + l2 + l3 + l4 + l5 + l6 + 9 > l7").getClass()).isSameAs(used);
        Reference.reachabilityFence(kept);
    }

    private static void collectUntilCleared(WeakReference<?> reference) {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
        }
    }

    @Test
    void moreShapesThanTheBoundRunAsClosures() {
        Shapes shapes = new Shapes(2);
        Evaluable number = shapes.instance(new Term.NumberConstant(5), null);
        Evaluable text = shapes.instance(new Term.TextConstant("x"), null);

        assertThat(shapes.instance(new Term.TruthConstant(Truth.TRUE), null)).isNull();
        assertThat(shapes.instance(new Term.NumberConstant(6), null)).hasSameClassAs(number);
        assertThat(shapes.size()).isEqualTo(2);
        Reference.reachabilityFence(text);
    }

    @Test
    void anExpressionTooLargeForTheCompilerOfTheJvmRunsAsClosures() {
        String large = IntStream.range(0, 2_000).mapToObj(i -> "a" + i + " > 5").collect(Collectors.joining(" && "));
        assertThat(bind(large).getClass().getPackage()).isEqualTo(Planner.class.getPackage());
    }
}

package io.watchfire.dsl.normal;

import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.Type;
import io.watchfire.dsl.check.Types;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import io.watchfire.dsl.syntax.Expression.Arithmetic;
import io.watchfire.dsl.syntax.Expression.Step;
import java.util.ArrayList;
import java.util.List;

/** One chain of arithmetic as a term, whose number is in the {@linkplain Type#finest finest} unit of the chain's type. */
final class Chains {
    private final Types types;
    private final Normalizer normalizer;

    private Term first;
    private final List<ArithmeticOperator> operators = new ArrayList<>();
    private final List<Term> operands = new ArrayList<>();

    private Chains(Types types, Normalizer normalizer, Term first) {
        this.types = types;
        this.normalizer = normalizer;
        this.first = first;
    }

    static Term term(Arithmetic chain, Types types, Normalizer normalizer) {
        boolean sum = isSum(chain.steps().get(0));
        Type start = sum ? types.of(chain) : types.of(chain.first());
        Measure measure = Measure.reckoned(start);
        Chains chains = new Chains(types, normalizer, normalizer.operand(chain.first(), ValueType.NUMBER, measure));
        if (sum) {
            chain.steps().forEach(step -> chains.add(step, measure));
        } else {
            chains.product(start, chain.steps());
        }
        return chains.result();
    }

    private static boolean isSum(Step step) {
        return step.operator() == ArithmeticOperator.ADD || step.operator() == ArithmeticOperator.SUBTRACT;
    }

    private void product(Type start, List<Step> steps) {
        Type soFar = start;
        for (Step step : steps) {
            Type type = types.of(step.operand());
            if (step.operator() == ArithmeticOperator.MULTIPLY) {
                add(step, Measure.reckoned(type));
                soFar = soFar.unit() == null ? type : soFar;
            } else if (step.operator() == ArithmeticOperator.DIVIDE && soFar.unit() == null) {
                add(step, Measure.shown(type.unit()));
                soFar = type.unit() == null ? soFar : Type.NUMBER;
            } else if (step.operator() == ArithmeticOperator.REMAINDER || type.unit() != null) {
                Type both = soFar.with(type);
                convert(soFar, both);
                add(step, Measure.reckoned(both));
                soFar = step.operator() == ArithmeticOperator.DIVIDE ? Type.NUMBER : both;
            } else {
                add(step, Measure.NONE);
            }
        }
    }

    /** Brings the result so far to the finest unit of what it meets. */
    private void convert(Type soFar, Type both) {
        Term result = result();
        Term converted =
                Normalizer.converted(result, soFar.unit() == null ? both.unit() : soFar.finest(), both.finest());
        if (converted != result) {
            first = converted;
            operators.clear();
            operands.clear();
        }
    }

    private void add(Step step, Measure measure) {
        Term operand = normalizer.operand(step.operand(), ValueType.NUMBER, measure);
        if (operands.isEmpty() && Simplify.isConstant(first) && Simplify.isConstant(operand)) {
            first = Simplify.fold(
                    new Term.Chain(first, List.of(step.operator()), List.of(operand)), List.of(first, operand));
        } else {
            operators.add(step.operator());
            operands.add(operand);
        }
    }

    private Term result() {
        return operands.isEmpty() ? first : new Term.Chain(first, List.copyOf(operators), List.copyOf(operands));
    }
}

package io.watchfire.dsl;

import io.watchfire.dsl.check.Types;
import io.watchfire.dsl.code.GeneratedCode;
import io.watchfire.dsl.format.Canonical;
import io.watchfire.dsl.normal.Normalizer;
import io.watchfire.dsl.plan.Planner;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A checked tree, or a part of one, with the types of its nodes. */
final class CompiledExpression implements CheckedExpression {
    /** The whole text, to which the spans of the tree refer. */
    private final String text;

    private final String source;
    private final Expression tree;
    private final Types types;

    CompiledExpression(String text, Expression tree, Types types) {
        this(text, text, tree, types);
    }

    private CompiledExpression(String text, String source, Expression tree, Types types) {
        this.text = text;
        this.source = source;
        this.tree = tree;
        this.types = types;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public String canonical() {
        return Canonical.text(tree);
    }

    @Override
    public Expression tree() {
        return tree;
    }

    @Override
    public ValueType type() {
        return types.of(tree).value();
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        Walk.everything(tree, node -> {
            if (node instanceof Expression.Name name) {
                names.add(name.name());
            }
        });
        return names;
    }

    @Override
    public List<Expression.Aggregate> aggregates() {
        List<Expression.Aggregate> aggregates = new ArrayList<>();
        Walk.outsideAggregates(tree, node -> {
            if (node instanceof Expression.Aggregate aggregate) {
                aggregates.add(aggregate);
            }
            return true;
        });
        return aggregates;
    }

    @Override
    public List<CheckedExpression> conjuncts() {
        List<CheckedExpression> conjuncts = new ArrayList<>();
        addConjuncts(tree, conjuncts);
        return conjuncts;
    }

    private void addConjuncts(Expression node, List<CheckedExpression> out) {
        if (node instanceof Expression.And and) {
            and.operands().forEach(operand -> addConjuncts(operand, out));
        } else {
            out.add(part(node));
        }
    }

    @Override
    public CheckedExpression conjunction(List<CheckedExpression> terms) {
        if (terms.size() == 1) {
            return terms.get(0);
        }
        List<Expression> operands = terms.stream().map(CheckedExpression::tree).toList();
        Expression conjunction = operands.isEmpty()
                ? new Expression.BooleanLiteral(true, new Span(0, 0))
                : new Expression.And(operands, tree.span());
        return new CompiledExpression(text, Canonical.text(conjunction), conjunction, types);
    }

    @Override
    public CheckedExpression part(Expression node) {
        return new CompiledExpression(
                text, text.substring(node.span().start(), node.span().end()), node, types);
    }

    @Override
    public Optional<CheckedExpression> comparedValue() {
        return firstNumericComparison().map(node -> part(left(node)));
    }

    @Override
    public Optional<CheckedExpression> comparedThreshold() {
        return firstNumericComparison().map(node -> part(right(node)));
    }

    private Optional<Expression> firstNumericComparison() {
        List<Expression> found = new ArrayList<>(1);
        Walk.outsideAggregates(tree, node -> {
            if (found.isEmpty() && isNumericComparison(node)) {
                found.add(node);
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    private boolean isNumericComparison(Expression node) {
        boolean compares = node instanceof Expression.Comparison || node instanceof Expression.Between;
        return compares
                && (types.of(left(node)).value() == ValueType.NUMBER
                        || types.of(right(node)).value() == ValueType.NUMBER);
    }

    private static Expression left(Expression comparison) {
        return comparison instanceof Expression.Between between
                ? between.value()
                : ((Expression.Comparison) comparison).left();
    }

    private static Expression right(Expression comparison) {
        return comparison instanceof Expression.Between between
                ? between.low()
                : ((Expression.Comparison) comparison).right();
    }

    @Override
    public Evaluable bind(SlotResolver slots) {
        Term term = normalForm(slots);
        return GeneratedCode.of(term).orElseGet(() -> Planner.plan(term));
    }

    @Override
    public MapEvaluable onMaps() {
        NamedSlots slots = new NamedSlots();
        Term term = normalForm(slots);
        return GeneratedCode.ofMaps(term, slots.names()).orElseGet(() -> slots.onMaps(Planner.plan(term)));
    }

    @Override
    public Term normalForm(SlotResolver slots) {
        return Normalizer.normalize(tree, types, slots);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof CompiledExpression other
                && type() == other.type()
                && canonical().equals(other.canonical());
    }

    @Override
    public int hashCode() {
        return canonical().hashCode();
    }

    @Override
    public String toString() {
        return canonical();
    }
}

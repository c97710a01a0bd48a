package io.watchfire.dsl;

import io.watchfire.dsl.check.Types;
import io.watchfire.dsl.code.GeneratedCode;
import io.watchfire.dsl.format.Canonical;
import io.watchfire.dsl.normal.Normalizer;
import io.watchfire.dsl.normal.SharedNumbers;
import io.watchfire.dsl.plan.Planner;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Unit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A checked tree, or a part of one, with the types of its nodes. */
final class CompiledExpression implements CheckedExpression {
    /** The whole text, to which the spans of the tree refer. */
    private final String text;

    private final String source;
    private final Expression tree;
    private final Types types;

    /** What its number is given in; null if it is a plain one, or none. */
    private final @Nullable Unit unit;

    /** Null until somebody asks for it. */
    private @Nullable String canonical;

    CompiledExpression(String text, Expression tree, Types types) {
        this(text, text, tree, types, types.of(tree).unit());
    }

    private CompiledExpression(String text, String source, Expression tree, Types types, @Nullable Unit unit) {
        this.text = text;
        this.source = source;
        this.tree = tree;
        this.types = types;
        this.unit = unit;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public String canonical() {
        String known = canonical;
        if (known == null) {
            known = Canonical.text(tree);
            canonical = known;
        }
        return known;
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
        return new CompiledExpression(text, Canonical.text(conjunction), conjunction, types, null);
    }

    @Override
    public CheckedExpression part(Expression node) {
        return part(node, types.of(node).unit());
    }

    private CheckedExpression part(Expression node, @Nullable Unit given) {
        return new CompiledExpression(
                text, text.substring(node.span().start(), node.span().end()), node, types, given);
    }

    @Override
    public Optional<CheckedExpression> comparedValue() {
        return firstNumericComparison().map(node -> part(node.operands().get(0), compared(node)));
    }

    @Override
    public Optional<CheckedExpression> comparedThreshold() {
        return firstNumericComparison().map(node -> part(node.operands().get(1), compared(node)));
    }

    @Override
    public List<CheckedExpression> sides() {
        boolean compares = tree instanceof Expression.Comparison
                || tree instanceof Expression.Between
                || tree instanceof Expression.In
                || tree instanceof Expression.PatternMatch;
        return compares
                ? tree.operands().stream()
                        .map(side -> part(side, compared(tree)))
                        .toList()
                : List.of();
    }

    /** What a comparison shows its numbers in. */
    private @Nullable Unit compared(Expression comparison) {
        return types.common(comparison.operands()).unit();
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
                && node.operands().subList(0, 2).stream()
                        .anyMatch(operand -> types.of(operand).value() == ValueType.NUMBER);
    }

    @Override
    public Evaluable bind(SlotResolver slots) {
        return Evaluable.of(normalForm(slots));
    }

    @Override
    public MapEvaluable onMaps() {
        NamedSlots slots = new NamedSlots();
        Term term = normalForm(slots);
        return GeneratedCode.ofMaps(term, slots.names()).orElseGet(() -> slots.onMaps(Planner.plan(term)));
    }

    @Override
    public Term normalForm(SlotResolver slots) {
        Term term = Normalizer.normalize(tree, types, unit, slots);
        return slots.sharesNumbers() ? SharedNumbers.in(term, slots) : term;
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

package io.watchfire.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Walks over trees, each node before its operands, in order of the text. Depth is bounded by {@link io.watchfire.dsl.Limits#maxDepth}. */
public final class Walk {
    private Walk() {}

    /** Visits every node, those inside aggregates too. */
    public static void everything(Expression node, Consumer<Expression> visitor) {
        visitor.accept(node);
        operands(node).forEach(operand -> everything(operand, visitor));
    }

    /** Visits every node but those inside aggregates; goes below a node only if the visitor says so. */
    public static void outsideAggregates(Expression node, Predicate<Expression> visitor) {
        if (visitor.test(node) && !(node instanceof Expression.Aggregate)) {
            operands(node).forEach(operand -> outsideAggregates(operand, visitor));
        }
    }

    /** The nodes right below a node, in order of the text. */
    public static List<Expression> operands(Expression node) {
        if (node instanceof Expression.Not not) {
            return List.of(not.operand());
        } else if (node instanceof Expression.Negation negation) {
            return List.of(negation.operand());
        } else if (node instanceof Expression.And and) {
            return and.operands();
        } else if (node instanceof Expression.Or or) {
            return or.operands();
        } else if (node instanceof Expression.Arithmetic arithmetic) {
            List<Expression> operands = new ArrayList<>();
            operands.add(arithmetic.first());
            arithmetic.steps().forEach(step -> operands.add(step.operand()));
            return operands;
        } else if (node instanceof Expression.Comparison comparison) {
            return List.of(comparison.left(), comparison.right());
        } else if (node instanceof Expression.In in) {
            List<Expression> operands = new ArrayList<>();
            operands.add(in.value());
            operands.addAll(in.elements());
            return operands;
        } else if (node instanceof Expression.Between between) {
            return List.of(between.value(), between.low(), between.high());
        } else if (node instanceof Expression.PatternMatch match) {
            return List.of(match.value());
        } else if (node instanceof Expression.Call call) {
            return call.arguments();
        } else if (node instanceof Expression.Aggregate aggregate) {
            List<Expression> operands = new ArrayList<>(aggregate.arguments());
            if (aggregate.where() != null) {
                operands.add(aggregate.where());
            }
            return operands;
        }
        return List.of();
    }
}

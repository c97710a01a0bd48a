package io.watchfire.dsl;

import io.watchfire.dsl.syntax.Expression;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Walks over trees, each node before its operands, in order of the text. Depth is bounded by {@link Limits#maxDepth}. */
final class Walk {
    private Walk() {}

    /** Visits every node, those inside aggregates too. */
    static void everything(Expression node, Consumer<Expression> visitor) {
        visitor.accept(node);
        node.operands().forEach(operand -> everything(operand, visitor));
    }

    /** Visits every node but those inside aggregates; goes below a node only if the visitor says so. */
    static void outsideAggregates(Expression node, Predicate<Expression> visitor) {
        if (visitor.test(node) && !(node instanceof Expression.Aggregate)) {
            node.operands().forEach(operand -> outsideAggregates(operand, visitor));
        }
    }
}

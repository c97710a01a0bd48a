package io.watchfire.evaluator.lifecycle;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.Expression;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a condition can come to while its plain names are unknown and only windows speak. Says rather too much than too
 * little: it saves judgements that could only be unknown.
 */
final class WindowForesight {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final Set<String> TELLS_OF_MISSING = Set.of("exists", "isNull", "nvl");

    private final CheckedExpression condition;
    private final @Nullable List<String> groupBy;

    /** @param groupBy the rule's grouping: these tags are known of every alert; null: all tags are */
    WindowForesight(CheckedExpression condition, @Nullable List<String> groupBy) {
        this.condition = condition;
        this.groupBy = groupBy;
    }

    boolean canBeTrue() {
        return !isBlind() && (possible(condition.tree()) & TRUE) != 0;
    }

    boolean canBeFalse() {
        return !isBlind() && (possible(condition.tree()) & FALSE) != 0;
    }

    /** Whether it asks if something is missing that is only not known now: then nothing it says holds. */
    boolean isBlind() {
        return asksForMissing(condition.tree());
    }

    /** Whether it reads nothing but windows and tags of the alert's identity. */
    boolean readsWindowsOnly() {
        return !readsPlainNames(condition.tree());
    }

    /** Whether it reads any name but inside of windows. */
    boolean readsNames() {
        return readsNames(condition.tree());
    }

    private static boolean readsNames(Expression node) {
        return node instanceof Expression.Name || operands(node).stream().anyMatch(WindowForesight::readsNames);
    }

    private boolean asksForMissing(Expression node) {
        if (node instanceof Expression.Call call && TELLS_OF_MISSING.contains(call.function())) {
            return call.arguments().stream().anyMatch(this::readsPlainNames);
        }
        return operands(node).stream().anyMatch(this::asksForMissing);
    }

    private boolean readsPlainNames(Expression node) {
        if (node instanceof Expression.Name name) {
            return groupBy == null || !groupBy.contains(name.name());
        }
        return operands(node).stream().anyMatch(this::readsPlainNames);
    }

    private int possible(Expression node) {
        if (node instanceof Expression.BooleanLiteral literal) {
            return literal.value() ? TRUE : FALSE;
        } else if (node instanceof Expression.Not not) {
            int operand = possible(not.operand());
            return (operand & TRUE) << 1 | (operand & FALSE) >> 1;
        } else if (node instanceof Expression.And and) {
            return all(and.operands(), TRUE) | any(and.operands(), FALSE);
        } else if (node instanceof Expression.Or or) {
            return any(or.operands(), TRUE) | all(or.operands(), FALSE);
        } else if (node instanceof Expression.Comparison comparison) {
            return bothIf(canBeKnown(comparison.left()) && canBeKnown(comparison.right()));
        } else if (node instanceof Expression.In in) {
            return bothIf(canBeKnown(in.value()) && in.elements().stream().anyMatch(this::canBeKnown));
        } else if (node instanceof Expression.Between between) {
            boolean bound = canBeKnown(between.low()) || canBeKnown(between.high());
            return bothIf(canBeKnown(between.value()) && bound);
        } else if (node instanceof Expression.PatternMatch match) {
            return bothIf(canBeKnown(match.value()));
        }
        return bothIf(canBeKnown(node));
    }

    private static int bothIf(boolean known) {
        return known ? TRUE | FALSE : 0;
    }

    private int all(List<Expression> nodes, int verdict) {
        return nodes.stream().mapToInt(this::possible).reduce(verdict, (a, b) -> a & b);
    }

    private int any(List<Expression> nodes, int verdict) {
        return nodes.stream().mapToInt(this::possible).reduce(0, (a, b) -> a | b) & verdict;
    }

    private boolean canBeKnown(Expression node) {
        if (node instanceof Expression.Name name) {
            return groupBy == null ? mayBeTag(name) : groupBy.contains(name.name());
        } else if (node instanceof Expression.Aggregate) {
            return true;
        } else if (node instanceof Expression.Arithmetic || node instanceof Expression.Negation) {
            return operands(node).stream().allMatch(this::canBeKnown);
        } else if (node instanceof Expression.Call call) {
            return call.arguments().stream().anyMatch(this::canBeKnown);
        }
        List<Expression> operands = operands(node);
        return operands.isEmpty() || possible(node) != 0;
    }

    /** Tags are texts, so a name that is used as a number or a condition is none. */
    private boolean mayBeTag(Expression.Name name) {
        ValueType type = condition.part(name).type();
        return type == ValueType.TEXT || type == ValueType.ANY;
    }

    /** Nothing of an aggregate: what is inside concerns the window, not the condition. */
    private static List<Expression> operands(Expression node) {
        return node instanceof Expression.Aggregate ? List.of() : node.operands();
    }
}

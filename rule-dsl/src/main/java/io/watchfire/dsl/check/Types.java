package io.watchfire.dsl.check;

import io.watchfire.dsl.syntax.Expression;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of the nodes of one tree: a table beside the tree, by identity of the nodes. Small, as one is kept for each rule.
 *
 * <p>For a tree without errors:
 *
 * <ul>
 *   <li>Numbers that are compared, listed, added or mixed ({@code == < in between + - % nvl if decode min max sum avg}) are
 *       of one quantity, and have {@linkplain #common in common} the unit of the first declared field among them.
 *   <li>A plain number beside them is in that unit.
 *   <li>{@link io.watchfire.dsl.ValueType#ANY} stays where only names meet names: the values decide at run time.
 * </ul>
 */
public final class Types {
    /** A table of no more rows is searched from its end, which is faster than to hash, and smaller. */
    private static final int FEW = 32;

    private Expression[] nodes = new Expression[4];
    private Type[] types = new Type[4];
    private int size;

    /** The rows of the nodes of a large table. */
    private @Nullable Map<Expression, Integer> rows;

    void put(Expression node, Type type) {
        if (type != implied(node) || row(node) >= 0) {
            int row = rowFor(node);
            types[row] = type;
        }
    }

    /** The type of a node that says it itself, as most do: those stand in no table. */
    private static Type implied(Expression node) {
        if (node instanceof Expression.NumberLiteral) {
            return Type.PLAIN_LITERAL;
        } else if (node instanceof Expression.TextLiteral) {
            return Type.TEXT;
        } else if (node instanceof Expression.QuantityLiteral literal) {
            return Type.literal(literal.quantity());
        } else if (node instanceof Expression.Name
                || node instanceof Expression.Call
                || node instanceof Expression.Aggregate
                || node instanceof Expression.Arithmetic
                || node instanceof Expression.Negation) {
            return Type.ANY;
        }
        return Type.BOOLEAN;
    }

    /** What is known of the node; for a name, what was known when it was read. */
    public Type of(Expression node) {
        int row = row(node);
        return row < 0 ? implied(node) : types[row];
    }

    /** What the numbers of nodes that meet have in common: the first unit that a field declares, else that of literals. */
    public Type common(List<Expression> nodes) {
        Type common = of(nodes.get(0));
        for (int i = 1; i < nodes.size(); i++) {
            common = common.with(of(nodes.get(i)));
        }
        return common;
    }

    /** No more is put in: what the table has too much is given back. */
    void complete() {
        nodes = Arrays.copyOf(nodes, size);
        types = Arrays.copyOf(types, size);
    }

    private int row(Expression node) {
        if (rows != null) {
            return rows.getOrDefault(node, -1);
        }
        for (int row = size - 1; row >= 0; row--) {
            if (nodes[row] == node) {
                return row;
            }
        }
        return -1;
    }

    private int rowFor(Expression node) {
        int row = row(node);
        if (row >= 0) {
            return row;
        }
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, size * 2);
            types = Arrays.copyOf(types, size * 2);
        }
        nodes[size] = node;
        types[size] = implied(node);
        if (rows != null) {
            rows.put(node, size);
        } else if (size == FEW) {
            rows = new IdentityHashMap<>();
            for (int i = 0; i <= size; i++) {
                rows.put(nodes[i], i);
            }
        }
        return size++;
    }
}

package io.watchfire.dsl.check;

import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Unit;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of the nodes of one tree, and into which unit the numbers of operands have to be brought before the node above
 * can reckon with them: a table beside the tree, by identity of the nodes. Small, as one is kept for each rule.
 *
 * <p>For a tree without errors:
 *
 * <ul>
 *   <li>Operands that are compared, listed, added or mixed ({@code == < in between + - % nvl if decode min max sum avg}) are
 *       after their conversions in one unit: that of the first declared field among them, else the base unit of the
 *       literals. So {@code resp_time >= 2s} on a field in seconds compares {@code resp_time} with 2, and so does
 *       {@code 2s <= resp_time}.
 *   <li>A plain number beside a declared field is in that unit already.
 *   <li>A chain of arithmetic is reckoned with its converted operands as they stand, from left to right; the result is in
 *       the unit of {@link #of} the chain. A unit divided by the same kind is a plain number.
 *   <li>The type of a node that hands on a value ({@code nvl}, {@code -x}, {@code avg(x) over 5m}) has the unit after the conversion of its
 *       operands.
 *   <li>{@link io.watchfire.dsl.ValueType#ANY} stays where only names meet names: the values decide at run time.
 * </ul>
 */
public final class Types {
    /** A table of no more rows is searched from its end, which is faster than to hash, and smaller. */
    private static final int FEW = 32;

    private Expression[] nodes = new Expression[4];
    private Type[] types = new Type[4];
    private @Nullable Conversion @Nullable [] conversions;
    private int size;

    /** The rows of the nodes of a large table. */
    private @Nullable Map<Expression, Integer> rows;

    /** A change of unit: {@code number * multiply / divide}. Two exact factors, so that 300 ms are 0.3 s and not nearly. */
    public record Conversion(double multiply, double divide) {
        public static final Conversion NONE = new Conversion(1, 1);

        /** From one unit to another of the same quantity. */
        static Conversion between(Unit from, Unit to) {
            return from.scale() == to.scale() ? NONE : new Conversion(from.scale(), to.scale());
        }

        public double apply(double number) {
            return number * multiply / divide;
        }
    }

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

    /** The node above reckons with this operand's number after that change of unit, and no other. */
    void convert(Expression operand, Conversion conversion) {
        int row = rowFor(operand);
        if (conversions == null) {
            if (conversion == Conversion.NONE) {
                return;
            }
            conversions = new @Nullable Conversion[nodes.length];
        }
        if (row >= conversions.length) {
            conversions = Arrays.copyOf(conversions, nodes.length);
        }
        conversions[row] = conversion;
    }

    /** What is known of the node; for a name, what was known when it was read. */
    public Type of(Expression node) {
        int row = row(node);
        return row < 0 ? implied(node) : types[row];
    }

    /** What the node above does to the operand's number before it reckons with it. */
    public Conversion conversion(Expression operand) {
        if (conversions == null) {
            return Conversion.NONE;
        }
        int row = row(operand);
        Conversion conversion = row < 0 || row >= conversions.length ? null : conversions[row];
        return conversion == null ? Conversion.NONE : conversion;
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

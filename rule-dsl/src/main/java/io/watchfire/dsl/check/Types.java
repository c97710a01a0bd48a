package io.watchfire.dsl.check;

import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Unit;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The types of the nodes of one tree, and into which unit the numbers of operands have to be brought before the node above
 * can reckon with them: tables beside the tree, by identity of the nodes.
 */
public final class Types {
    private final Map<Expression, Type> types = new IdentityHashMap<>();
    private final Map<Expression, Conversion> conversions = new IdentityHashMap<>();

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
        types.put(node, type);
    }

    /** The node above reckons with this operand's number after that change of unit. */
    void convert(Expression operand, Conversion conversion) {
        if (!conversion.equals(Conversion.NONE)) {
            conversions.put(operand, conversion);
        }
    }

    public Type of(Expression node) {
        return types.getOrDefault(node, Type.ANY);
    }

    public Conversion conversion(Expression operand) {
        return conversions.getOrDefault(operand, Conversion.NONE);
    }
}

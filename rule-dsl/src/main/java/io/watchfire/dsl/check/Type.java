package io.watchfire.dsl.check;

import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.Quantity;
import io.watchfire.dsl.syntax.Unit;
import org.jspecify.annotations.Nullable;

/**
 * What the checker knows of a node.
 *
 * @param value the kind of value
 * @param unit the unit in which the node's number is given, or null for a plain number and for other values. Literals
 *     with a unit are in their quantity's base unit, declared fields in their own unit
 * @param adaptable a plain number (literal, or made of literals alone) that takes on the unit of a declared field beside it
 */
public record Type(ValueType value, @Nullable Unit unit, boolean adaptable) {
    public static final Type BOOLEAN = new Type(ValueType.BOOLEAN, null, false);
    public static final Type TEXT = new Type(ValueType.TEXT, null, false);
    public static final Type NUMBER = new Type(ValueType.NUMBER, null, false);
    public static final Type ANY = new Type(ValueType.ANY, null, false);

    public @Nullable Quantity quantity() {
        return unit == null ? null : unit.quantity();
    }
}

package io.watchfire.dsl.check;

import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.Quantity;
import io.watchfire.dsl.syntax.Unit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the checker knows of a node.
 *
 * @param value the kind of value; {@link ValueType#ANY} if nothing in the expression says it
 * @param unit the unit in which the node's number is given, or null for a plain number and for other values. A literal
 *     with a unit is in its quantity's base unit (ms, bytes, percent), a declared field in its own, a result in that of
 *     the first declared field among the operands
 * @param finest the finest unit among the operands that the number is made of; null if there is no unit
 * @param coarsest the coarsest one
 * @param source what says so
 */
public record Type(
        ValueType value,
        @Nullable Unit unit,
        @Nullable Unit finest,
        @Nullable Unit coarsest,
        Source source) {
    public static final Type BOOLEAN = new Type(ValueType.BOOLEAN, null, Source.DECLARED);
    public static final Type TEXT = new Type(ValueType.TEXT, null, Source.DECLARED);
    public static final Type NUMBER = new Type(ValueType.NUMBER, null, Source.DECLARED);
    public static final Type ANY = new Type(ValueType.ANY, null, Source.UNDECLARED);

    private static final Type DURATION_LITERAL = literal("ms");
    private static final Type SIZE_LITERAL = literal("B");
    private static final Type PERCENT_LITERAL = literal("%");
    private static final List<Type> INFERRED = Stream.of(ValueType.values())
            .map(value -> new Type(value, null, Source.UNDECLARED))
            .toList();

    static final Type PLAIN_LITERAL = new Type(ValueType.NUMBER, null, Source.LITERAL);
    /** Of a node that holds an error: whatever it meets gives no second one. */
    static final Type BROKEN = new Type(ValueType.ANY, null, Source.BROKEN);

    Type(ValueType value, @Nullable Unit unit, Source source) {
        this(value, unit, unit, unit, source);
    }

    /** Where a type, and above all a unit or the lack of one, comes from. */
    public enum Source {
        /** Literals alone: a plain number takes on the unit of a declared field beside it, a unit literal does not lend its own. */
        LITERAL,
        /** Names of which no schema says anything: their unit is not known. */
        UNDECLARED,
        /** The schema, or a function with a fixed result. */
        DECLARED,
        /** There was an error in the node. */
        BROKEN
    }

    /** The kind of the number's unit, or null for a plain number. */
    public @Nullable Quantity quantity() {
        return unit == null ? null : unit.quantity();
    }

    /** The type of two numbers that fit: the unit of the first declared field, else that of literals. */
    public Type with(Type other) {
        boolean first = unit != null && (isDeclared() || other.unit == null || !other.isDeclared());
        if (first || other.unit != null) {
            return first ? spanning(other) : other.spanning(this);
        }
        return source.compareTo(other.source) >= 0 ? this : other;
    }

    /** This type, made also of what the other one is made of. */
    private Type spanning(Type other) {
        if (finest == null || coarsest == null || other.finest == null || other.coarsest == null) {
            return this;
        }
        Unit finer = finest.finer(other.finest);
        Unit coarser = coarsest.coarser(other.coarsest);
        return finer == finest && coarser == coarsest ? this : new Type(value, unit, finer, coarser, source);
    }

    /** What a literal of that quantity has: its number is in the base unit. */
    static Type literal(Quantity quantity) {
        return switch (quantity) {
            case DURATION -> DURATION_LITERAL;
            case SIZE -> SIZE_LITERAL;
            case PERCENT -> PERCENT_LITERAL;
        };
    }

    private static Type literal(String word) {
        return new Type(ValueType.NUMBER, Unit.ofWord(word).orElseThrow(), Source.LITERAL);
    }

    boolean isBroken() {
        return source == Source.BROKEN;
    }

    boolean isDeclared() {
        return source == Source.DECLARED;
    }

    boolean isUndeclared() {
        return source == Source.UNDECLARED;
    }

    /** What an undeclared name of that kind of value has. */
    static Type inferred(ValueType value) {
        return INFERRED.get(value.ordinal());
    }
}

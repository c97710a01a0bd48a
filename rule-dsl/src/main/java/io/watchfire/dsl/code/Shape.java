package io.watchfire.dsl.code;

import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A term taken apart: what it has in common with all terms of its shape (the key), and what is its own (slots and literals). */
final class Shape {
    /** A longer key belongs to a method too large for the JVM's compiler. */
    private static final int LONGEST_KEY = 4_000;

    private final StringBuilder key = new StringBuilder(64);
    private int[] slots = new int[4];
    private int slotCount;
    private double[] numbers = new double[4];
    private int numberCount;
    private @Nullable Object[] objects = new Object[4];
    private int objectCount;

    /** Where the own values of each leaf begin, if that is asked for. */
    private final @Nullable Map<Term, Integer> places;

    /** What the slots stand for, if events are maps. */
    private final @Nullable List<String> names;

    private Shape(@Nullable List<String> names, @Nullable Map<Term, Integer> places) {
        this.names = names;
        this.places = places;
        if (names != null) {
            key.append("map:");
        }
    }

    static Shape of(Term term, @Nullable List<String> names) {
        Shape shape = new Shape(names, null);
        shape.visit(term);
        return shape;
    }

    /** The shape with the places of its leaves. */
    static Shape withPlaces(Term term, @Nullable List<String> names) {
        Shape shape = new Shape(names, new IdentityHashMap<>());
        shape.visit(term);
        return shape;
    }

    /** Whether events are maps; else they are slots. */
    boolean isOfMaps() {
        return names != null;
    }

    /** Equal for terms for which the same code is right. */
    String key() {
        return key.toString();
    }

    boolean isTooLarge() {
        return key.length() > LONGEST_KEY;
    }

    int[] slots() {
        return Arrays.copyOf(slots, slotCount);
    }

    double[] numbers() {
        return Arrays.copyOf(numbers, numberCount);
    }

    @Nullable
    Object[] objects() {
        return Arrays.copyOf(objects, objectCount);
    }

    /** The index of a leaf's first own value among those of its kind. */
    int place(Term leaf) {
        Integer place = places == null ? null : places.get(leaf);
        if (place == null) {
            throw new IllegalArgumentException("no leaf: " + leaf);
        }
        return place;
    }

    private void visit(Term term) {
        if (isTooLarge()) {
            return;
        }
        if (term instanceof Term.Slot slot) {
            key.append('s').append(slot.type().ordinal());
            if (names == null) {
                slot(term, slot.slot());
            } else {
                object(term, names.get(slot.slot()));
            }
        } else if (term instanceof Term.NumberConstant constant) {
            key.append(Double.isNaN(constant.value()) ? "u" : "n");
            number(term, constant.value());
        } else if (term instanceof Term.TextConstant constant) {
            key.append(constant.value() == null ? "U" : "t");
            object(term, constant.value());
        } else if (term instanceof Term.TruthConstant constant) {
            key.append(constant.value());
        } else if (term instanceof Term.Converted converted) {
            key.append('c');
            number(term, converted.multiply());
            numbers(converted.divide());
            visit(converted.operand());
        } else if (term instanceof Term.Matches match) {
            key.append("~").append(match.pattern().getClass().getSimpleName());
            object(term, match.pattern());
            visit(match.value());
        } else if (term instanceof Term.AmongTexts among) {
            key.append('T');
            object(term, among.elements());
            visit(among.value());
        } else if (term instanceof Term.AmongNumbers among) {
            key.append('N');
            object(
                    term,
                    among.elements().stream().mapToDouble(Double::doubleValue).toArray());
            visit(among.value());
        } else {
            inner(term);
        }
    }

    private void inner(Term term) {
        key.append('(');
        if (term instanceof Term.And and) {
            key.append('&');
            visitAll(and.operands());
        } else if (term instanceof Term.Or or) {
            key.append('|');
            visitAll(or.operands());
        } else if (term instanceof Term.Not not) {
            key.append('!');
            visit(not.operand());
        } else if (term instanceof Term.Comparison comparison) {
            key.append(comparison.operator().sign())
                    .append(comparison.compared().ordinal());
            visit(comparison.left());
            visit(comparison.right());
        } else if (term instanceof Term.Call call) {
            key.append(call.function());
            visitAll(call.arguments());
        } else if (term instanceof Term.Chain chain) {
            for (ArithmeticOperator operator : chain.operators()) {
                key.append(operator.sign());
            }
            visit(chain.first());
            visitAll(chain.operands());
        } else if (term instanceof Term.Among among) {
            key.append("in").append(among.compared().ordinal());
            visit(among.value());
            visitAll(among.elements());
        } else if (term instanceof Term.Between between) {
            key.append("be").append(between.compared().ordinal());
            visit(between.value());
            visit(between.low());
            visit(between.high());
        } else {
            choice(term);
        }
        key.append(')');
    }

    private void choice(Term term) {
        key.append(term.type().ordinal());
        if (term instanceof Term.IsUnknown test) {
            key.append('?');
            visit(test.operand());
        } else if (term instanceof Term.Cast cast) {
            key.append("cast");
            visit(cast.operand());
        } else if (term instanceof Term.Nvl nvl) {
            key.append("nvl");
            visit(nvl.first());
            visit(nvl.second());
        } else if (term instanceof Term.If choice) {
            key.append("if");
            visit(choice.condition());
            visit(choice.then());
            visit(choice.otherwise());
        } else {
            Term.Decode decode = (Term.Decode) term;
            key.append("de").append(decode.compared().ordinal());
            visit(decode.value());
            visitAll(decode.keys());
            key.append(':');
            visitAll(decode.results());
            visit(decode.otherwise());
        }
    }

    private void visitAll(List<Term> terms) {
        for (Term term : terms) {
            visit(term);
        }
    }

    private void slot(Term leaf, int slot) {
        remember(leaf, slotCount);
        slots = slotCount == slots.length ? Arrays.copyOf(slots, slotCount * 2) : slots;
        slots[slotCount++] = slot;
    }

    private void number(Term leaf, double number) {
        remember(leaf, numberCount);
        numbers(number);
    }

    private void numbers(double number) {
        numbers = numberCount == numbers.length ? Arrays.copyOf(numbers, numberCount * 2) : numbers;
        numbers[numberCount++] = number;
    }

    private void object(Term leaf, @Nullable Object object) {
        remember(leaf, objectCount);
        objects = objectCount == objects.length ? Arrays.copyOf(objects, objectCount * 2) : objects;
        objects[objectCount++] = object;
    }

    private void remember(Term leaf, int place) {
        if (places != null) {
            places.put(leaf, place);
        }
    }
}

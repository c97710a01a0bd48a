package io.watchfire.dsl.code;

import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.operation.Texts;
import io.watchfire.dsl.operation.Values;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.ComparisonOperator;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Code for comparisons: what holds is looked at first, and whether a side is unknown only where it matters. */
final class ComparisonCode {
    private static final Type STRING = Type.getType(String.class);

    private final Body body;

    ComparisonCode(Body body) {
        this.body = body;
    }

    void jump(Term.Comparison comparison, Label yes, Label no, Label unknown) {
        ComparisonOperator operator = comparison.operator();
        if (operator == ComparisonOperator.NOT_EQUAL) {
            jump(with(comparison, ComparisonOperator.EQUAL), no, yes, unknown);
        } else if (comparison.compared() == ValueType.NUMBER) {
            if (isNumber(comparison.right())) {
                toConstant(operator, comparison.left(), comparison.right(), yes, no, unknown);
            } else {
                numbers(operator, comparison.left(), comparison.right(), yes, no, unknown);
            }
        } else if (comparison.compared() == ValueType.TEXT && operator == ComparisonOperator.EQUAL) {
            body.texts.push(comparison.left());
            int text = body.store(Opcodes.ASTORE);
            equalTexts(text, comparison.right(), yes, unknown);
            unknownIfNull(text, unknown);
            body.jump(Opcodes.GOTO, no);
        } else {
            byTruth(comparison);
            body.conditions.jumpByTruth(yes, no, unknown);
        }
    }

    private static Term.Comparison with(Term.Comparison comparison, ComparisonOperator operator) {
        return new Term.Comparison(comparison.compared(), operator, comparison.left(), comparison.right());
    }

    private static boolean isNumber(Term term) {
        return term instanceof Term.NumberConstant constant && !Double.isNaN(constant.value());
    }

    /**
     * A number against one that is known: {@code x >= c} is true if x is not infinite, too; where it does not hold, it is false if x is
     * not minus infinity, and not NaN, which no comparison holds for.
     */
    private void toConstant(ComparisonOperator operator, Term left, Term right, Label yes, Label no, Label unknown) {
        body.numbers.pushRaw(left);
        int number = body.store(Opcodes.DSTORE);
        boolean infinite = NumberCode.mayBeInfinite(left);
        Label holds = new Label();
        body.load(Opcodes.DLOAD, number);
        body.fields.pushNumber(body.code, right, 0);
        jumpIf(operator, operator == ComparisonOperator.EQUAL || !infinite ? yes : holds);
        if (operator == ComparisonOperator.EQUAL && infinite) {
            body.load(Opcodes.DLOAD, number);
            body.callStatic(Math.class, "abs", double.class, double.class);
            bound(ComparisonOperator.LESS_OR_EQUAL, Double.MAX_VALUE, no, unknown);
            return;
        }
        boolean less = operator == ComparisonOperator.LESS || operator == ComparisonOperator.LESS_OR_EQUAL;
        body.load(Opcodes.DLOAD, number);
        if (!infinite) {
            body.load(Opcodes.DLOAD, number);
            jumpIf(ComparisonOperator.EQUAL, no);
            body.jump(Opcodes.GOTO, unknown);
            return;
        }
        ComparisonOperator low = ComparisonOperator.GREATER_OR_EQUAL;
        ComparisonOperator high = ComparisonOperator.LESS_OR_EQUAL;
        bound(less ? high : low, less ? Double.MAX_VALUE : -Double.MAX_VALUE, no, unknown);
        body.here(holds);
        body.load(Opcodes.DLOAD, number);
        bound(less ? low : high, less ? -Double.MAX_VALUE : Double.MAX_VALUE, yes, unknown);
    }

    private void bound(ComparisonOperator operator, double bound, Label within, Label unknown) {
        body.code.visitLdcInsn(bound);
        jumpIf(operator, within);
        body.jump(Opcodes.GOTO, unknown);
    }

    private void numbers(ComparisonOperator operator, Term left, Term right, Label yes, Label no, Label unknown) {
        body.numbers.push(left);
        int a = body.store(Opcodes.DSTORE);
        body.numbers.push(right);
        int b = body.store(Opcodes.DSTORE);
        body.load(Opcodes.DLOAD, a);
        body.load(Opcodes.DLOAD, b);
        jumpIf(operator, yes);
        unknownIfNaN(a, unknown);
        unknownIfNaN(b, unknown);
        body.jump(Opcodes.GOTO, no);
    }

    /** Goes to the label if two numbers on the stack compare so; not if either is NaN. */
    private void jumpIf(ComparisonOperator operator, Label label) {
        boolean less = operator == ComparisonOperator.LESS || operator == ComparisonOperator.LESS_OR_EQUAL;
        body.instruction(less ? Opcodes.DCMPG : Opcodes.DCMPL);
        body.jump(
                switch (operator) {
                    case EQUAL -> Opcodes.IFEQ;
                    case NOT_EQUAL -> Opcodes.IFNE;
                    case LESS -> Opcodes.IFLT;
                    case LESS_OR_EQUAL -> Opcodes.IFLE;
                    case GREATER -> Opcodes.IFGT;
                    case GREATER_OR_EQUAL -> Opcodes.IFGE;
                },
                label);
    }

    private void unknownIfNaN(int number, Label unknown) {
        body.load(Opcodes.DLOAD, number);
        body.load(Opcodes.DLOAD, number);
        body.instruction(Opcodes.DCMPL);
        body.jump(Opcodes.IFNE, unknown);
    }

    private void unknownIfNull(int text, Label unknown) {
        body.load(Opcodes.ALOAD, text);
        body.jump(Opcodes.IFNULL, unknown);
    }

    /** Goes on if the texts differ or the first is unknown. */
    private void equalTexts(int text, Term other, Label yes, Label unknown) {
        body.texts.push(other);
        if (!ConditionCode.isText(other)) {
            int known = body.store(Opcodes.ASTORE);
            unknownIfNull(known, unknown);
            body.load(Opcodes.ALOAD, known);
        }
        body.load(Opcodes.ALOAD, text);
        body.call(STRING, "equals", boolean.class, Object.class);
        body.jump(Opcodes.IFNE, yes);
    }

    private void byTruth(Term.Comparison comparison) {
        body.push(comparison.operator());
        if (comparison.compared() == ValueType.TEXT) {
            body.texts.push(comparison.left());
            body.texts.push(comparison.right());
            body.callStatic(Texts.class, "compare", Truth.class, ComparisonOperator.class, String.class, String.class);
        } else {
            body.values.push(comparison.left());
            body.values.push(comparison.right());
            body.callStatic(Values.class, "compare", Truth.class, ComparisonOperator.class, Object.class, Object.class);
        }
    }

    /** A value beside several, of which an unknown one is only remembered. */
    void jump(Term.Among among, Label yes, Label no, Label unknown) {
        boolean constant = among.elements().stream().allMatch(e -> isNumber(e) || ConditionCode.isText(e));
        if (constant && among.compared() == ValueType.TEXT) {
            body.texts.push(among.value());
            int text = body.store(Opcodes.ASTORE);
            among.elements().forEach(element -> equalTexts(text, element, yes, unknown));
            unknownIfNull(text, unknown);
            body.jump(Opcodes.GOTO, no);
        } else if (constant && among.compared() == ValueType.NUMBER) {
            body.numbers.push(among.value());
            int number = body.store(Opcodes.DSTORE);
            for (Term element : among.elements()) {
                body.load(Opcodes.DLOAD, number);
                body.fields.pushNumber(body.code, element, 0);
                jumpIf(ComparisonOperator.EQUAL, yes);
            }
            unknownIfNaN(number, unknown);
            body.jump(Opcodes.GOTO, no);
        } else {
            amongAny(among, yes, no, unknown);
        }
    }

    private void amongAny(Term.Among among, Label yes, Label no, Label unknown) {
        body.values.push(among.value());
        int value = body.store(Opcodes.ASTORE);
        body.instruction(Opcodes.ICONST_0);
        int doubt = body.store(Opcodes.ISTORE);
        for (Term element : among.elements()) {
            Label next = new Label();
            Label doubtful = new Label();
            body.push(ComparisonOperator.EQUAL);
            body.load(Opcodes.ALOAD, value);
            body.values.push(element);
            body.callStatic(Values.class, "compare", Truth.class, ComparisonOperator.class, Object.class, Object.class);
            body.conditions.jumpByTruth(yes, next, doubtful);
            body.conditions.remember(doubt, doubtful, next);
        }
        body.load(Opcodes.ILOAD, doubt);
        body.jump(Opcodes.IFNE, unknown);
        body.jump(Opcodes.GOTO, no);
    }
}

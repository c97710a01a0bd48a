package io.watchfire.dsl.code;

import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.operation.Numbers;
import io.watchfire.dsl.operation.Texts;
import io.watchfire.dsl.operation.Values;
import io.watchfire.dsl.plan.Term;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Code that goes to one of three labels: the condition is true, false or unknown. It never goes on behind its end. */
final class ConditionCode {
    private final Body body;
    private final ComparisonCode comparisons;

    ConditionCode(Body body) {
        this.body = body;
        this.comparisons = new ComparisonCode(body);
    }

    /** Pushes the verdict. */
    void push(Term term) {
        Label yes = new Label();
        Label no = new Label();
        Label unknown = new Label();
        Label end = new Label();
        jump(term, yes, no, unknown);
        push(yes, Truth.TRUE, end);
        push(no, Truth.FALSE, end);
        push(unknown, Truth.UNKNOWN, end);
        body.here(end);
    }

    private void push(Label label, Truth truth, Label end) {
        body.here(label);
        body.push(truth);
        body.jump(Opcodes.GOTO, end);
    }

    void jump(Term term, Label yes, Label no, Label unknown) {
        if (term instanceof Term.And and) {
            and(and.operands(), yes, no, unknown);
        } else if (term instanceof Term.Or or) {
            or(or.operands(), yes, no, unknown);
        } else if (term instanceof Term.Not not) {
            jump(not.operand(), no, yes, unknown);
        } else if (term instanceof Term.Comparison comparison) {
            comparisons.jump(comparison, yes, no, unknown);
        } else if (term instanceof Term.Among among) {
            comparisons.jump(among, yes, no, unknown);
        } else if (term instanceof Term.Slot slot) {
            body.read(slot, "truth", Truth.class);
            jumpByTruth(yes, no, unknown);
        } else if (term instanceof Term.IsUnknown test) {
            isUnknown(test.operand(), yes, no);
        } else if (term instanceof Term.TruthConstant constant) {
            Truth value = constant.value();
            body.jump(Opcodes.GOTO, value == Truth.TRUE ? yes : value == Truth.FALSE ? no : unknown);
        } else if (term instanceof Term.Nvl nvl) {
            Label second = new Label();
            jump(nvl.first(), yes, no, second);
            body.here(second);
            jump(nvl.second(), yes, no, unknown);
        } else if (term instanceof Term.If || term instanceof Term.Decode) {
            body.choices.branch(term, result -> jump(result, yes, no, unknown), unknown);
        } else if (term instanceof Term.Call call) {
            textTest(call, yes, no, unknown);
        } else if (term instanceof Term.Matches match) {
            matches(match, yes, no, unknown);
        } else {
            pushTruth(term);
            jumpByTruth(yes, no, unknown);
        }
    }

    /** False ends it; unknown is remembered until the end is reached. */
    private void and(List<Term> operands, Label yes, Label no, Label unknown) {
        body.instruction(Opcodes.ICONST_0);
        int doubt = body.store(Opcodes.ISTORE);
        for (Term operand : operands.subList(0, operands.size() - 1)) {
            Label next = new Label();
            Label doubtful = new Label();
            jump(operand, next, no, doubtful);
            remember(doubt, doubtful, next);
        }
        Label end = new Label();
        jump(operands.get(operands.size() - 1), end, no, unknown);
        body.here(end);
        body.load(Opcodes.ILOAD, doubt);
        body.jump(Opcodes.IFNE, unknown);
        body.jump(Opcodes.GOTO, yes);
    }

    private void or(List<Term> operands, Label yes, Label no, Label unknown) {
        body.instruction(Opcodes.ICONST_0);
        int doubt = body.store(Opcodes.ISTORE);
        for (Term operand : operands.subList(0, operands.size() - 1)) {
            Label next = new Label();
            Label doubtful = new Label();
            jump(operand, yes, next, doubtful);
            remember(doubt, doubtful, next);
        }
        Label end = new Label();
        jump(operands.get(operands.size() - 1), yes, end, unknown);
        body.here(end);
        body.load(Opcodes.ILOAD, doubt);
        body.jump(Opcodes.IFNE, unknown);
        body.jump(Opcodes.GOTO, no);
    }

    void remember(int doubt, Label doubtful, Label next) {
        body.here(doubtful);
        body.instruction(Opcodes.ICONST_1);
        body.load(Opcodes.ISTORE, doubt);
        body.here(next);
    }

    private void isUnknown(Term operand, Label yes, Label no) {
        switch (operand.type()) {
            case NUMBER -> {
                body.numbers.push(operand);
                body.instruction(Opcodes.DUP2);
                body.instruction(Opcodes.DCMPL);
                body.jump(Opcodes.IFNE, yes);
                body.jump(Opcodes.GOTO, no);
            }
            case BOOLEAN -> jump(operand, no, no, yes);
            case TEXT, ANY -> {
                body.values.push(operand);
                body.jump(Opcodes.IFNULL, yes);
                body.jump(Opcodes.GOTO, no);
            }
        }
    }

    private void textTest(Term.Call call, Label yes, Label no, Label unknown) {
        body.texts.push(call.arguments().get(0));
        int text = body.store(Opcodes.ASTORE);
        body.texts.push(call.arguments().get(1));
        int part = body.store(Opcodes.ASTORE);
        body.load(Opcodes.ALOAD, text);
        body.jump(Opcodes.IFNULL, unknown);
        if (!isText(call.arguments().get(1))) {
            body.load(Opcodes.ALOAD, part);
            body.jump(Opcodes.IFNULL, unknown);
        }
        body.load(Opcodes.ALOAD, text);
        body.load(Opcodes.ALOAD, part);
        Type string = Type.getType(String.class);
        switch (call.function()) {
            case STARTS_WITH -> body.call(string, "startsWith", boolean.class, String.class);
            case ENDS_WITH -> body.call(string, "endsWith", boolean.class, String.class);
            default -> body.call(string, "contains", boolean.class, CharSequence.class);
        }
        body.jump(Opcodes.IFNE, yes);
        body.jump(Opcodes.GOTO, no);
    }

    static boolean isText(Term term) {
        return term instanceof Term.TextConstant constant && constant.value() != null;
    }

    private void matches(Term.Matches match, Label yes, Label no, Label unknown) {
        body.texts.push(match.value());
        int text = body.store(Opcodes.ASTORE);
        body.load(Opcodes.ALOAD, text);
        body.jump(Opcodes.IFNULL, unknown);
        Type pattern = body.fields.pushObject(body.code, match);
        body.load(Opcodes.ALOAD, text);
        body.call(pattern, "matches", boolean.class, String.class);
        body.jump(Opcodes.IFNE, yes);
        body.jump(Opcodes.GOTO, no);
    }

    private void pushTruth(Term term) {
        if (term instanceof Term.AmongTexts among) {
            body.texts.push(among.value());
            body.fields.pushObject(body.code, term);
            body.callStatic(Texts.class, "among", Truth.class, String.class, Set.class);
        } else if (term instanceof Term.AmongNumbers among) {
            body.numbers.push(among.value());
            body.fields.pushObject(body.code, term);
            body.callStatic(Numbers.class, "among", Truth.class, double.class, double[].class);
        } else if (term instanceof Term.Between between) {
            between(between);
        } else {
            body.values.push(((Term.Cast) term).operand());
            body.callStatic(Values.class, "truth", Truth.class, Object.class);
        }
    }

    private void between(Term.Between between) {
        if (between.compared() == ValueType.NUMBER) {
            body.numbers.push(between.value());
            body.numbers.push(between.low());
            body.numbers.push(between.high());
            body.callStatic(Numbers.class, "between", Truth.class, double.class, double.class, double.class);
        } else {
            body.values.push(between.value());
            body.values.push(between.low());
            body.values.push(between.high());
            body.callStatic(Values.class, "between", Truth.class, Object.class, Object.class, Object.class);
        }
    }

    /** Takes a verdict from the stack. */
    void jumpByTruth(Label yes, Label no, Label unknown) {
        int truth = body.store(Opcodes.ASTORE);
        body.load(Opcodes.ALOAD, truth);
        body.push(Truth.TRUE);
        body.jump(Opcodes.IF_ACMPEQ, yes);
        body.load(Opcodes.ALOAD, truth);
        body.push(Truth.FALSE);
        body.jump(Opcodes.IF_ACMPEQ, no);
        body.jump(Opcodes.GOTO, unknown);
    }
}

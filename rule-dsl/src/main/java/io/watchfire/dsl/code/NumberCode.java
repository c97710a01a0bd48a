package io.watchfire.dsl.code;

import io.watchfire.dsl.operation.Numbers;
import io.watchfire.dsl.operation.Texts;
import io.watchfire.dsl.operation.Values;
import io.watchfire.dsl.plan.Function;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Code that pushes a number; NaN if it is unknown. */
final class NumberCode {
    private final Body body;

    NumberCode(Body body) {
        this.body = body;
    }

    void push(Term term) {
        pushRaw(term);
        if (mayBeInfinite(term)) {
            body.callStatic(Numbers.class, "known", double.class, double.class);
        }
    }

    /** Pushes a number that may also be infinite if it is unknown. */
    void pushRaw(Term term) {
        if (term instanceof Term.NumberConstant constant) {
            if (Double.isNaN(constant.value())) {
                body.pushNaN();
            } else {
                body.fields.pushNumber(body.code, term, 0);
            }
        } else if (term instanceof Term.Slot slot) {
            body.read(slot, "number", double.class);
        } else if (term instanceof Term.Chain chain) {
            chain(chain);
        } else if (term instanceof Term.Converted converted) {
            pushRaw(converted.operand());
            body.fields.pushNumber(body.code, converted, 0);
            body.instruction(Opcodes.DMUL);
            body.fields.pushNumber(body.code, converted, 1);
            body.instruction(Opcodes.DDIV);
        } else if (term instanceof Term.Call call) {
            call(call.function(), call.arguments());
        } else if (term instanceof Term.Nvl nvl) {
            nvl(nvl);
        } else if (term instanceof Term.Cast cast) {
            body.values.push(cast.operand());
            body.callStatic(Values.class, "number", double.class, Object.class);
        } else {
            body.choices.push(term, this::push, body::pushNaN);
        }
    }

    /** What is done to an infinite operand leaves it infinite or makes it NaN in all terms but those that look at it themselves. */
    static boolean mayBeInfinite(Term term) {
        if (term instanceof Term.Call call) {
            return switch (call.function()) {
                case NEGATE, ABS, CEIL, FLOOR, ROUND ->
                    mayBeInfinite(call.arguments().get(0));
                case SUM, AVG -> true;
                default -> false;
            };
        }
        return term instanceof Term.Slot || term instanceof Term.Chain || term instanceof Term.Converted;
    }

    private void chain(Term.Chain chain) {
        pushRaw(chain.first());
        for (int i = 0; i < chain.operands().size(); i++) {
            ArithmeticOperator operator = chain.operators().get(i);
            Term operand = chain.operands().get(i);
            switch (operator) {
                case ADD, SUBTRACT, MULTIPLY -> pushRaw(operand);
                // A number divided by an infinite one would be known again.
                case DIVIDE, REMAINDER -> push(operand);
            }
            body.instruction(
                    switch (operator) {
                        case ADD -> Opcodes.DADD;
                        case SUBTRACT -> Opcodes.DSUB;
                        case MULTIPLY -> Opcodes.DMUL;
                        case DIVIDE -> Opcodes.DDIV;
                        case REMAINDER -> Opcodes.DREM;
                    });
        }
    }

    private void call(Function function, List<Term> arguments) {
        Term first = arguments.get(0);
        switch (function) {
            case NEGATE -> {
                pushRaw(first);
                body.instruction(Opcodes.DNEG);
            }
            case ABS -> math("abs", first);
            case CEIL -> math("ceil", first);
            case FLOOR -> math("floor", first);
            case ROUND -> {
                pushRaw(first);
                push(arguments.get(1));
                body.callStatic(Numbers.class, "round", double.class, double.class, double.class);
            }
            case MIN -> fold(arguments, "min");
            case MAX -> fold(arguments, "max");
            case SUM -> sum(arguments);
            case AVG -> {
                sum(arguments);
                body.code.visitLdcInsn((double) arguments.size());
                body.instruction(Opcodes.DDIV);
            }
            case LENGTH -> {
                body.texts.push(first);
                body.callStatic(Texts.class, "length", double.class, String.class);
            }
            default -> throw new IllegalArgumentException("not a number: " + function);
        }
    }

    private void math(String function, Term argument) {
        pushRaw(argument);
        body.callStatic(Math.class, function, double.class, double.class);
    }

    private void fold(List<Term> arguments, String function) {
        push(arguments.get(0));
        for (Term argument : arguments.subList(1, arguments.size())) {
            push(argument);
            body.callStatic(Math.class, function, double.class, double.class, double.class);
        }
    }

    private void sum(List<Term> arguments) {
        pushRaw(arguments.get(0));
        for (Term argument : arguments.subList(1, arguments.size())) {
            pushRaw(argument);
            body.instruction(Opcodes.DADD);
        }
    }

    private void nvl(Term.Nvl nvl) {
        Label known = new Label();
        push(nvl.first());
        body.instruction(Opcodes.DUP2);
        body.instruction(Opcodes.DUP2);
        body.instruction(Opcodes.DCMPL);
        body.jump(Opcodes.IFEQ, known);
        body.instruction(Opcodes.POP2);
        push(nvl.second());
        body.here(known);
    }
}

package io.watchfire.dsl.code;

import io.watchfire.dsl.operation.Texts;
import io.watchfire.dsl.operation.Values;
import io.watchfire.dsl.plan.Function;
import io.watchfire.dsl.plan.Term;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Code that pushes a text; null if it is unknown. */
final class TextCode {
    private final Body body;

    TextCode(Body body) {
        this.body = body;
    }

    void push(Term term) {
        if (term instanceof Term.TextConstant constant) {
            if (constant.value() == null) {
                pushNull();
            } else {
                body.fields.pushObject(body.code, term);
            }
        } else if (term instanceof Term.Slot slot) {
            body.read(slot, "text", String.class);
        } else if (term instanceof Term.Call call) {
            call(call.function(), call.arguments());
        } else if (term instanceof Term.Nvl nvl) {
            Label known = new Label();
            push(nvl.first());
            body.instruction(Opcodes.DUP);
            body.jump(Opcodes.IFNONNULL, known);
            body.instruction(Opcodes.POP);
            push(nvl.second());
            body.here(known);
        } else if (term instanceof Term.Cast cast) {
            body.values.push(cast.operand());
            body.callStatic(Values.class, "text", String.class, Object.class);
        } else {
            body.choices.push(term, this::push, this::pushNull);
        }
    }

    private void pushNull() {
        body.instruction(Opcodes.ACONST_NULL);
    }

    private void call(Function function, List<Term> arguments) {
        push(arguments.get(0));
        switch (function) {
            case LOWER -> body.callStatic(Texts.class, "lower", String.class, String.class);
            case UPPER -> body.callStatic(Texts.class, "upper", String.class, String.class);
            case TRIM -> body.callStatic(Texts.class, "trim", String.class, String.class);
            case REPLACE -> {
                push(arguments.get(1));
                push(arguments.get(2));
                body.callStatic(Texts.class, "replace", String.class, String.class, String.class, String.class);
            }
            case SUBSTRING -> {
                body.numbers.push(arguments.get(1));
                body.numbers.push(arguments.get(2));
                body.callStatic(Texts.class, "substring", String.class, String.class, double.class, double.class);
            }
            default -> throw new IllegalArgumentException("not a text: " + function);
        }
    }
}

package io.watchfire.dsl.code;

import io.watchfire.dsl.Truth;
import io.watchfire.dsl.operation.Values;
import io.watchfire.dsl.plan.Term;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Code that pushes a value of any type as an object; null if it is unknown. */
final class ValueCode {
    private final Body body;

    ValueCode(Body body) {
        this.body = body;
    }

    void push(Term term) {
        switch (term.type()) {
            case NUMBER -> {
                body.numbers.push(term);
                body.callStatic(Values.class, "of", Object.class, double.class);
            }
            case TEXT -> body.texts.push(term);
            case BOOLEAN -> {
                body.conditions.push(term);
                body.callStatic(Values.class, "of", Object.class, Truth.class);
            }
            case ANY -> pushAny(term);
        }
    }

    private void pushAny(Term term) {
        if (term instanceof Term.Slot slot) {
            body.readAny(slot);
        } else if (term instanceof Term.Nvl nvl) {
            Label known = new Label();
            push(nvl.first());
            body.instruction(Opcodes.DUP);
            body.jump(Opcodes.IFNONNULL, known);
            body.instruction(Opcodes.POP);
            push(nvl.second());
            body.here(known);
        } else {
            body.choices.push(term, this::push, () -> body.instruction(Opcodes.ACONST_NULL));
        }
    }
}

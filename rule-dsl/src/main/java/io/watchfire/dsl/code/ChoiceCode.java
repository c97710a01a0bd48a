package io.watchfire.dsl.code;

import io.watchfire.dsl.Truth;
import io.watchfire.dsl.operation.Numbers;
import io.watchfire.dsl.operation.Texts;
import io.watchfire.dsl.operation.Values;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.ComparisonOperator;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Code for {@code if} and {@code decode}, whatever type they give. */
final class ChoiceCode {
    private final Body body;

    ChoiceCode(Body body) {
        this.body = body;
    }

    /** Pushes the result of the branch taken. */
    void push(Term term, Consumer<Term> push, Runnable pushUnknown) {
        Label end = new Label();
        Label unknown = new Label();
        branch(
                term,
                result -> {
                    push.accept(result);
                    body.jump(Opcodes.GOTO, end);
                },
                unknown);
        body.here(unknown);
        pushUnknown.run();
        body.here(end);
    }

    /**
     * Runs the branch taken.
     *
     * @param run writes the code of a branch, which goes elsewhere at its end
     */
    void branch(Term term, Consumer<Term> run, Label unknown) {
        if (term instanceof Term.If choice) {
            Label yes = new Label();
            Label no = new Label();
            body.conditions.jump(choice.condition(), yes, no, unknown);
            body.here(yes);
            run.accept(choice.then());
            body.here(no);
            run.accept(choice.otherwise());
        } else {
            decode((Term.Decode) term, run, unknown);
        }
    }

    private void decode(Term.Decode decode, Consumer<Term> run, Label unknown) {
        int value = switch (decode.compared()) {
            case NUMBER -> {
                body.numbers.push(decode.value());
                yield body.store(Opcodes.DSTORE);
            }
            case TEXT -> {
                body.texts.push(decode.value());
                yield body.store(Opcodes.ASTORE);
            }
            case BOOLEAN, ANY -> {
                body.values.push(decode.value());
                yield body.store(Opcodes.ASTORE);
            }
        };
        for (int i = 0; i < decode.keys().size(); i++) {
            Label hit = new Label();
            Label next = new Label();
            compare(decode, value, decode.keys().get(i));
            body.conditions.jumpByTruth(hit, next, unknown);
            body.here(hit);
            run.accept(decode.results().get(i));
            body.here(next);
        }
        run.accept(decode.otherwise());
    }

    /** Pushes whether the value equals a key. */
    private void compare(Term.Decode decode, int value, Term key) {
        body.push(ComparisonOperator.EQUAL);
        Class<?> type = ComparisonOperator.class;
        switch (decode.compared()) {
            case NUMBER -> {
                body.load(Opcodes.DLOAD, value);
                body.numbers.push(key);
                body.callStatic(Numbers.class, "compare", Truth.class, type, double.class, double.class);
            }
            case TEXT -> {
                body.load(Opcodes.ALOAD, value);
                body.texts.push(key);
                body.callStatic(Texts.class, "compare", Truth.class, type, String.class, String.class);
            }
            case BOOLEAN, ANY -> {
                body.load(Opcodes.ALOAD, value);
                body.values.push(key);
                body.callStatic(Values.class, "compare", Truth.class, type, Object.class, Object.class);
            }
        }
    }
}

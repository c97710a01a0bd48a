package io.watchfire.dsl.code;

import io.watchfire.dsl.Slots;
import io.watchfire.dsl.operation.MapEvents;
import io.watchfire.dsl.operation.Values;
import io.watchfire.dsl.plan.Term;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The method being written, and what the writers of all kinds of terms share. */
final class Body {
    private static final int EVENT = 1;

    final MethodVisitor code;
    final Fields fields;
    final NumberCode numbers = new NumberCode(this);
    final TextCode texts = new TextCode(this);
    final ValueCode values = new ValueCode(this);
    final ConditionCode conditions = new ConditionCode(this);
    final ChoiceCode choices = new ChoiceCode(this);
    private int nextLocal = EVENT + 1;

    /** Whether the event is a map; else it is slots. */
    private final boolean ofMaps;

    Body(MethodVisitor code, Fields fields, boolean ofMaps) {
        this.code = code;
        this.fields = fields;
        this.ofMaps = ofMaps;
    }

    /** Pops what lies on the stack into a new local variable; gives its number. */
    int store(int instruction) {
        int local = nextLocal;
        nextLocal += instruction == Opcodes.DSTORE ? 2 : 1;
        code.visitVarInsn(instruction, local);
        return local;
    }

    void load(int instruction, int local) {
        code.visitVarInsn(instruction, local);
    }

    void instruction(int instruction) {
        code.visitInsn(instruction);
    }

    void jump(int instruction, Label to) {
        code.visitJumpInsn(instruction, to);
    }

    void here(Label label) {
        code.visitLabel(label);
    }

    /** Pushes what the event gives for a slot. */
    void read(Term.Slot slot, String method, Class<?> type) {
        code.visitVarInsn(Opcodes.ALOAD, EVENT);
        if (ofMaps) {
            fields.pushObject(code, slot);
            callStatic(MapEvents.class, method, type, Map.class, String.class);
        } else {
            fields.pushSlot(code, slot);
            code.visitMethodInsn(
                    Opcodes.INVOKEINTERFACE,
                    Type.getInternalName(Slots.class),
                    method,
                    descriptor(type, int.class),
                    true);
        }
    }

    /** Pushes what the event gives for a slot, of whatever type it is. */
    void readAny(Term.Slot slot) {
        code.visitVarInsn(Opcodes.ALOAD, EVENT);
        if (ofMaps) {
            fields.pushObject(code, slot);
            callStatic(MapEvents.class, "value", Object.class, Map.class, String.class);
        } else {
            fields.pushSlot(code, slot);
            callStatic(Values.class, "read", Object.class, Slots.class, int.class);
        }
    }

    void callStatic(Class<?> owner, String method, Class<?> result, Class<?>... parameters) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, Type.getInternalName(owner), method, descriptor(result, parameters), false);
    }

    /** Calls a method of a class, which is no interface. */
    void call(Type owner, String method, Class<?> result, Class<?>... parameters) {
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, owner.getInternalName(), method, descriptor(result, parameters), false);
    }

    private static String descriptor(Class<?> result, Class<?>... parameters) {
        return MethodType.methodType(result, parameters).toMethodDescriptorString();
    }

    void push(Enum<?> constant) {
        Type type = Type.getType(constant.getDeclaringClass());
        code.visitFieldInsn(Opcodes.GETSTATIC, type.getInternalName(), constant.name(), type.getDescriptor());
    }

    void pushNaN() {
        code.visitLdcInsn(Double.NaN);
    }
}

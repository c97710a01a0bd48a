package io.watchfire.dsl.code;

import io.watchfire.dsl.plan.Term;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The fields of a generated class: {@code s0 ..} for slots, {@code n0 ..} for numbers, {@code o0 ..} for texts and the like. */
final class Fields {
    private final Type owner;
    private final Shape shape;
    private final @Nullable Object[] objects;

    Fields(Type owner, Shape shape) {
        this.owner = owner;
        this.shape = shape;
        this.objects = shape.objects();
    }

    void declare(ClassWriter writer) {
        for (int i = 0; i < shape.slots().length; i++) {
            declare(writer, "s" + i, Type.INT_TYPE);
        }
        for (int i = 0; i < shape.numbers().length; i++) {
            declare(writer, "n" + i, Type.DOUBLE_TYPE);
        }
        for (int i = 0; i < objects.length; i++) {
            declare(writer, "o" + i, typeOf(objects[i]));
        }
    }

    private static void declare(ClassWriter writer, String name, Type type) {
        writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, name, type.getDescriptor(), null, null)
                .visitEnd();
    }

    private static Type typeOf(@Nullable Object object) {
        return Type.getType(object == null ? String.class : object instanceof Set ? Set.class : object.getClass());
    }

    /** Code that fills the fields from arrays in the local variables 2, 3 and 4. */
    void initialize(MethodVisitor code) {
        for (int i = 0; i < shape.slots().length; i++) {
            element(code, 2, i, Opcodes.IALOAD);
            put(code, "s" + i, Type.INT_TYPE);
        }
        for (int i = 0; i < shape.numbers().length; i++) {
            element(code, 3, i, Opcodes.DALOAD);
            put(code, "n" + i, Type.DOUBLE_TYPE);
        }
        for (int i = 0; i < objects.length; i++) {
            element(code, 4, i, Opcodes.AALOAD);
            code.visitTypeInsn(Opcodes.CHECKCAST, typeOf(objects[i]).getInternalName());
            put(code, "o" + i, typeOf(objects[i]));
        }
    }

    private static void element(MethodVisitor code, int array, int index, int load) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, array);
        code.visitIntInsn(Opcodes.SIPUSH, index);
        code.visitInsn(load);
    }

    private void put(MethodVisitor code, String name, Type type) {
        code.visitFieldInsn(Opcodes.PUTFIELD, owner.getInternalName(), name, type.getDescriptor());
    }

    /** Pushes a slot's number. */
    void pushSlot(MethodVisitor code, Term.Slot leaf) {
        push(code, "s" + shape.place(leaf), Type.INT_TYPE);
    }

    /** Pushes a number that is a leaf's own: its first, its second, .. */
    void pushNumber(MethodVisitor code, Term leaf, int which) {
        push(code, "n" + (shape.place(leaf) + which), Type.DOUBLE_TYPE);
    }

    /** Pushes the object that is a leaf's own; gives its type. */
    Type pushObject(MethodVisitor code, Term leaf) {
        int place = shape.place(leaf);
        Type type = typeOf(objects[place]);
        push(code, "o" + place, type);
        return type;
    }

    private void push(MethodVisitor code, String name, Type type) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, owner.getInternalName(), name, type.getDescriptor());
    }
}

package io.watchfire.dsl.code;

import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.plan.Term;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the class of a shape: a final field for each slot and literal, and the one method that evaluates the expression. */
final class ShapeClass {
    /** The JVM never compiles methods of more than 8,000 bytes; a class that is no larger has none. */
    private static final int LARGEST = 8_000;

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private static final String CONSTRUCTOR = "<init>";
    private static final Type SLOTS = Type.getType(int[].class);
    private static final Type NUMBERS = Type.getType(double[].class);
    private static final Type OBJECTS = Type.getType(Object[].class);
    private static final Type INSTANCE = Type.getType(Instance.class);
    private static final String CONSTRUCTOR_TYPE =
            Type.getMethodDescriptor(Type.VOID_TYPE, INSTANCE, SLOTS, NUMBERS, OBJECTS);

    private final ClassWriter writer = new Classes();
    private final Shape shape;
    private final Term term;
    private final Type name;
    private final Type superclass;

    private ShapeClass(Term term, @Nullable List<String> names) {
        this.term = term;
        this.shape = Shape.withPlaces(term, names);
        this.superclass = Type.getType(term.type() == ValueType.ANY ? Instance.OfAnyType.class : Instance.class);
        // The package as it is called at run time: whoever relocates this library relocates the generated classes with
        // it.
        String instance = INSTANCE.getInternalName();
        this.name = Type.getObjectType(instance.substring(0, instance.lastIndexOf('/') + 1) + "Shape$Generated");
    }

    /** The first instance of a new class for the term's shape; null if no class can be made. */
    static @Nullable Instance define(Term term, @Nullable List<String> names) {
        try {
            byte[] code = new ShapeClass(term, names).write();
            if (code.length > LARGEST) {
                return null;
            }
            MethodHandles.Lookup defined = LOOKUP.defineHiddenClass(code, true);
            MethodType constructor =
                    MethodType.methodType(void.class, Instance.class, int[].class, double[].class, Object[].class);
            Shape shape = Shape.of(term, names);
            return (Instance) defined.findConstructor(defined.lookupClass(), constructor)
                    .invoke((Instance) null, shape.slots(), shape.numbers(), shape.objects());
        } catch (Throwable e) {
            // A JVM without room or without the means for further classes says so in many ways. Closures do the same
            // work.
            return null;
        }
    }

    private byte[] write() {
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
                name.getInternalName(),
                null,
                superclass.getInternalName(),
                null);
        Fields fields = new Fields(name, shape);
        fields.declare(writer);
        constructor(fields);
        with();
        evaluation(fields);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void constructor(Fields fields) {
        MethodVisitor code = writer.visitMethod(0, CONSTRUCTOR, CONSTRUCTOR_TYPE, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitMethodInsn(
                Opcodes.INVOKESPECIAL,
                superclass.getInternalName(),
                CONSTRUCTOR,
                Type.getMethodDescriptor(Type.VOID_TYPE, INSTANCE),
                false);
        fields.initialize(code);
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    /** {@code return new Generated(this, slots, numbers, objects);} */
    private void with() {
        String descriptor = Type.getMethodDescriptor(INSTANCE, SLOTS, NUMBERS, OBJECTS);
        MethodVisitor code = writer.visitMethod(0, "with", descriptor, null, null);
        code.visitCode();
        code.visitTypeInsn(Opcodes.NEW, name.getInternalName());
        code.visitInsn(Opcodes.DUP);
        for (int local = 0; local < 4; local++) {
            code.visitVarInsn(Opcodes.ALOAD, local);
        }
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name.getInternalName(), CONSTRUCTOR, CONSTRUCTOR_TYPE, false);
        code.visitInsn(Opcodes.ARETURN);
        end(code);
    }

    private void evaluation(Fields fields) {
        switch (term.type()) {
            case BOOLEAN -> method("test", Truth.class, fields, body -> body.conditions.push(term));
            case NUMBER -> method("number", double.class, fields, body -> body.numbers.push(term));
            case TEXT -> method("text", String.class, fields, body -> body.texts.push(term));
            case ANY -> method("value", Object.class, fields, body -> body.values.push(term));
        }
    }

    private void method(String method, Class<?> result, Fields fields, Consumer<Body> push) {
        String descriptor = Type.getMethodDescriptor(Type.getType(result), Type.getType(shape.isOfMaps() ? Map.class : Slots.class));
        int access = method.equals("value") ? 0 : Opcodes.ACC_PUBLIC;
        MethodVisitor code = writer.visitMethod(access, method, descriptor, null, null);
        code.visitCode();
        push.accept(new Body(code, fields, shape.isOfMaps()));
        code.visitInsn(Type.getType(result).getOpcode(Opcodes.IRETURN));
        end(code);
    }

    private static void end(MethodVisitor code) {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Where two ways of the code meet, values of different classes are objects: no class has to be loaded to know that. */
    private static final class Classes extends ClassWriter {
        Classes() {
            super(COMPUTE_FRAMES);
        }

        @Override
        protected String getCommonSuperClass(String a, String b) {
            return Type.getInternalName(Object.class);
        }
    }
}

package io.watchfire.evaluator.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Loads everything of the evaluator anew, one method of it replaced. */
final class Mutants extends ClassLoader {
    private final String type;
    private final String method;
    private final String what;
    private boolean isReplaced;

    /** @param what {@code does nothing}, {@code is always true} or {@code is always false} */
    Mutants(String type, String method, String what) {
        super(Mutants.class.getClassLoader());
        this.type = type;
        this.method = method;
        this.what = what;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("io.watchfire.evaluator.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(getParent().getResourceAsStream(file), file)) {
            byte[] bytes = in.readAllBytes();
            byte[] mutated = name.equals(type) ? mutate(bytes) : bytes;
            return defineClass(name, mutated, 0, mutated.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private byte[] mutate(byte[] bytes) {
        ClassWriter out = new ClassWriter(0);
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, out) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String generic, String[] thrown) {
                                MethodVisitor body = super.visitMethod(access, name, descriptor, generic, thrown);
                                return name.equals(method) ? replace(body, access, descriptor) : body;
                            }
                        },
                        0);
        if (!isReplaced) {
            throw new IllegalStateException(type + " has no method " + method);
        }
        return out.toByteArray();
    }

    private MethodVisitor replace(MethodVisitor body, int access, String descriptor) {
        isReplaced = true;
        int locals = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
        body.visitCode();
        if (!what.equals("does nothing")) {
            body.visitInsn(what.equals("is always true") ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        }
        body.visitInsn(what.equals("does nothing") ? Opcodes.RETURN : Opcodes.IRETURN);
        body.visitMaxs(1, locals);
        body.visitEnd();
        return new MethodVisitor(Opcodes.ASM9) {};
    }

    /** Whether a mutant is told from the right one in one of that many streams. */
    boolean isFound(Class<?> agreement, int streams) throws ReflectiveOperationException {
        Method difference = loadClass(agreement.getName()).getMethod("difference", long.class);
        for (long seed = 1; seed <= streams; seed++) {
            if (isWrong(difference, seed)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWrong(Method difference, long seed) throws IllegalAccessException {
        try {
            return difference.invoke(null, seed) != null;
        } catch (InvocationTargetException broken) {
            return true;
        }
    }
}

package io.watchfire.evaluator.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Every wrong index is told from the right one: one method of it is replaced, and the engine is asked for the same streams. */
class IndexMutantsTest {
    private static final int STREAMS = 300;

    @ParameterizedTest(name = "{0}.{1} {2}")
    @CsvSource({
        "series.Series,                       disturb,             does nothing",
        "series.Series,                       isDisturbed,         is always false",
        "lifecycle.WorkList$Grouping,         add,                 does nothing",
        "lifecycle.AlertMachine,              catchUp,             does nothing",
        "lifecycle.RuleAlerts,                wake,                does nothing",
        "lifecycle.RuleAlerts,                seesAll,             is always false",
        "lifecycle.RuleAlerts,                mayRest,             is always true",
        "lifecycle.Look,                      end,                 does nothing",
        "index.Atoms,                         canBeTrueWithout,    is always false",
        "index.SeriesPlan,                    isOf,                is always true",
        "index.SeriesPlan$Found,              areTags,             is always true",
        "index.Thresholds,                    showHoldingOrHeld,   does nothing",
        "index.ThresholdSet,                  showHolding,         does nothing",
        "index.ByText,                        show,                does nothing",
        "slot.SharedNumbers,                  isAt,                is always false",
        "scan.EventScanner,                   found,               does nothing",
    })
    void aWrongIndexIsFound(String type, String method, String what) throws Exception {
        Method difference = new Mutants("io.watchfire.evaluator." + type, method, what)
                .loadClass(IndexAgreement.class.getName())
                .getMethod("difference", long.class);
        for (long seed = 1; seed <= STREAMS; seed++) {
            if (isWrong(difference, seed)) {
                return;
            }
        }
        assertThat(what)
                .as("nothing was wrong in %d streams where %s.%s", STREAMS, type, method)
                .isNull();
    }

    private static boolean isWrong(Method difference, long seed) throws IllegalAccessException {
        try {
            return difference.invoke(null, seed) != null;
        } catch (java.lang.reflect.InvocationTargetException broken) {
            return true;
        }
    }

    /** Loads everything of the evaluator anew, one method of it replaced. */
    private static final class Mutants extends ClassLoader {
        private final String type;
        private final String method;
        private final String what;
        private boolean isReplaced;

        Mutants(String type, String method, String what) {
            super(IndexMutantsTest.class.getClassLoader());
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
    }
}

package io.watchfire.dsl.code;

import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.MapEvaluable;
import io.watchfire.dsl.plan.Term;
import java.util.List;
import java.util.Optional;

/**
 * Makes a term runnable as generated code. Thread-safe.
 *
 * <p>There is none for terms so large that the JVM would not compile their method, once {@link Shapes#MOST} shapes are in use, where
 * classes cannot be defined at run time (native images), and with {@code -Dwatchfire.codegen=false}.
 */
public final class GeneratedCode {
    private static final Shapes SHAPES = new Shapes(Shapes.MOST);
    private static final boolean WANTED = isWanted();

    private GeneratedCode() {}

    /** The term as generated code; empty if it has to be run in another way. */
    public static Optional<Evaluable> of(Term term) {
        return WANTED ? Optional.ofNullable(SHAPES.instance(term, null)) : Optional.empty();
    }

    /**
     * The term as generated code that reads maps.
     *
     * @param names the names that the slots of the term stand for
     */
    public static Optional<MapEvaluable> ofMaps(Term term, List<String> names) {
        return WANTED ? Optional.ofNullable(SHAPES.instance(term, names)) : Optional.empty();
    }

    private static boolean isWanted() {
        try {
            return Boolean.parseBoolean(System.getProperty("watchfire.codegen", "true"));
        } catch (SecurityException e) {
            return false;
        }
    }
}

package io.watchfire.dsl.code;

import io.watchfire.dsl.plan.Term;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shapes in use, each with its class. A class is held by its instances only: it is unloaded, and its entry goes, when the last
 * of them is gone. So no class that is in use is ever dropped, and none stays that is not.
 */
final class Shapes {
    /** So many shapes have classes at a time (about 6 kB of metaspace each); expressions of further ones run as closures. */
    static final int MOST = 4096;

    private final int most;
    private final Map<String, Entry> entries = new HashMap<>();
    private final ReferenceQueue<Instance> unused = new ReferenceQueue<>();

    /** Shapes for which no class could be made, so that it is not tried again. As bounded as the others. */
    private final Set<String> impossible = new HashSet<>();

    private static final class Entry extends WeakReference<Instance> {
        final String shape;

        Entry(String shape, Instance prototype, ReferenceQueue<Instance> unused) {
            super(prototype, unused);
            this.shape = shape;
        }
    }

    Shapes(int most) {
        this.most = most;
    }

    /**
     * An instance of the term's shape, or null if it has no class.
     *
     * @param names what the slots stand for, if events are maps; else null
     */
    @Nullable
    Instance instance(Term term, @Nullable List<String> names) {
        Shape shape = Shape.of(term, names);
        Instance prototype = shape.isTooLarge() ? null : prototype(term, names, shape.key());
        return prototype == null ? null : prototype.with(shape.slots(), shape.numbers(), shape.objects());
    }

    private synchronized @Nullable Instance prototype(Term term, @Nullable List<String> names, String shape) {
        forgetUnused();
        Entry entry = entries.get(shape);
        Instance prototype = entry == null ? null : entry.get();
        if (prototype != null) {
            return prototype;
        }
        if (entries.size() >= most || impossible.contains(shape)) {
            return null;
        }
        prototype = ShapeClass.define(term, names);
        if (prototype != null) {
            entries.put(shape, new Entry(shape, prototype, unused));
        } else if (impossible.size() < most) {
            impossible.add(shape);
        }
        return prototype;
    }

    private void forgetUnused() {
        for (Object gone = unused.poll(); gone != null; gone = unused.poll()) {
            Entry entry = (Entry) gone;
            entries.remove(entry.shape, entry);
        }
    }

    /** How many shapes have a class. */
    synchronized int size() {
        forgetUnused();
        return entries.size();
    }
}

package io.watchfire.notifiers.policy;

import io.watchfire.notifiers.store.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which parts of the state may have changed since somebody asked last: rather one too many than one too few. Nothing is
 * remembered before {@link #begin}, so that a policy whose changes nobody asks for does not grow.
 */
final class Marks {
    /** What one row is about; the key is that of the kind: {@link AlertKey}, {@link Group.Key}, {@link Incidents.Who}, a text. */
    record Mark(Row.Kind kind, Object key) {}

    private Set<Mark> marks = new LinkedHashSet<>();
    private boolean isOn;

    void begin() {
        isOn = true;
    }

    void changed(Row.Kind kind, Object key) {
        if (isOn) {
            marks.add(new Mark(kind, key));
        }
    }

    void changed(Incident incident) {
        changed(Row.Kind.INCIDENT, incident.key);
    }

    /** The alert, of which how its receivers stand to it is a part. */
    void changed(Standing standing) {
        changed(standing.incident);
    }

    /** An alert that is told by itself keeps the times of its group. */
    void changed(Group group) {
        if (group.key == null) {
            group.members.forEach(this::changed);
        } else {
            changed(Row.Kind.GROUP, group.key);
        }
    }

    List<Mark> take() {
        if (marks.isEmpty()) {
            return List.of();
        }
        List<Mark> taken = List.copyOf(marks);
        // Another set: one that was large once stays slow to walk.
        marks = new LinkedHashSet<>();
        return taken;
    }
}

package io.watchfire.notifiers.delivery;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.snapshot.SnapshotReader;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.snapshot.SnapshotWriter;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.message.Message.Link;
import io.watchfire.notifiers.message.Message.Subject;
import io.watchfire.notifiers.policy.AlertKey;
import io.watchfire.notifiers.policy.Told;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as a store keeps it, without secrets.
 *
 * @param told what the policy has to know of it
 * @param why for one that was given up, the reason; else empty
 */
public record DeliveryRow(Delivery delivery, Told told, String why) {
    private static final ReceiverSet NOBODY = new ReceiverSet(List.of(), false);

    /** The bytes of the row. */
    public byte[] toBytes() {
        SnapshotWriter state = new SnapshotWriter(delivery.owedSince().toEpochMilli());
        exchange(this, state, NOBODY);
        return state.finish();
    }

    /**
     * Reads a row.
     *
     * @param receivers where the receiver is found by its name. One that is gone is known but for where its messages go
     * @throws io.watchfire.evaluator.snapshot.SnapshotException if it is damaged, or of a newer version
     */
    public static DeliveryRow of(byte[] bytes, ReceiverSet receivers) {
        return exchange(null, new SnapshotReader(bytes), receivers);
    }

    private static DeliveryRow exchange(@Nullable DeliveryRow value, SnapshotStream state, ReceiverSet receivers) {
        Delivery known = value == null ? null : value.delivery;
        Delivery delivery = new Delivery(
                state.text(known == null ? "" : known.key()),
                texts(known == null ? List.of() : known.about(), state),
                texts(known == null ? List.of() : known.begun(), state),
                receiver(known == null ? null : known.receiver(), state, receivers),
                status(known == null ? Notice.Status.FIRING : known.status(), state),
                state.text(known == null ? "" : known.rule()),
                state.text(known == null ? "" : known.alert()),
                message(known == null ? null : known.message(), state),
                instant(known == null ? Instant.EPOCH : known.owedSince(), state),
                state.flag(known != null && known.maybeRepeat()));
        return new DeliveryRow(
                delivery, told(value == null ? null : value.told, state), state.text(value == null ? "" : value.why));
    }

    private static Told told(@Nullable Told value, SnapshotStream state) {
        String receiver = state.text(value == null ? "" : value.receiver());
        Notice.Status status = status(value == null ? Notice.Status.FIRING : value.status(), state);
        int count = state.number(value == null ? 0 : value.alerts().size());
        List<Told.About> alerts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Told.About about = value == null ? null : value.alerts().get(i);
            alerts.add(new Told.About(
                    new AlertKey(
                            state.text(about == null ? "" : about.key().rule()),
                            state.labels(
                                    about == null ? Labels.NONE : about.key().labels())),
                    state.text(about == null ? "" : about.id()),
                    state.flag(about != null && about.isAnnounced())));
        }
        return new Told(receiver, status, alerts, instant(value == null ? Instant.EPOCH : value.time(), state));
    }

    private static Receiver receiver(@Nullable Receiver value, SnapshotStream state, ReceiverSet receivers) {
        String name = state.text(value == null ? "" : value.name());
        String type = state.text(value == null ? "" : value.type());
        String language = state.text(value == null ? "" : value.language());
        String zone = state.text(value == null ? "" : value.zone().getId());
        if (value != null) {
            return value;
        }
        return receivers
                .byName(name)
                .orElseGet(() -> new Receiver(name, type, List.of(), false, null, language, ZoneId.of(zone), null));
    }

    private static Message message(@Nullable Message value, SnapshotStream state) {
        return new Message(
                status(value == null ? Notice.Status.FIRING : value.status(), state),
                state.choice(value == null ? Message.Tone.INFO : value.tone(), Message.Tone.values()),
                state.text(value == null ? "" : value.title()),
                state.text(value == null ? "" : value.preview()),
                lines(value == null ? List.of() : value.lines(), state),
                lines(value == null ? List.of() : value.alerts(), state),
                links(value == null ? List.of() : value.links(), state),
                state.text(value == null ? "" : value.note()),
                subjects(value == null ? List.of() : value.subjects(), state),
                state.number(value == null ? 0 : value.moreSubjects()),
                state.text(value == null ? "" : value.cutOff()));
    }

    private static List<Line> lines(List<Line> values, SnapshotStream state) {
        int count = state.number(values.size());
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Line line = state.isReading() ? new Line("", "") : values.get(i);
            lines.add(new Line(state.text(line.label()), state.text(line.value())));
        }
        return lines;
    }

    private static List<Link> links(List<Link> values, SnapshotStream state) {
        int count = state.number(values.size());
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Link link = state.isReading() ? new Link("", "") : values.get(i);
            links.add(new Link(state.text(link.name()), state.text(link.url())));
        }
        return links;
    }

    private static List<Subject> subjects(List<Subject> values, SnapshotStream state) {
        int count = state.number(values.size());
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Subject known = state.isReading() ? null : values.get(i);
            subjects.add(new Subject(
                    state.text(known == null ? "" : known.rule()),
                    state.text(known == null ? "" : known.ruleName()),
                    state.text(known == null ? "" : known.alert()),
                    state.choice(known == null ? Level.INFO : known.level(), Level.values()),
                    map(known == null ? Map.of() : known.labels(), state),
                    map(known == null ? Map.of() : known.annotations(), state),
                    instant(known == null ? Instant.EPOCH : known.start(), state),
                    instantOrNull(known == null ? null : known.end(), state),
                    (Double) state.value(known == null ? null : known.value()),
                    state.text(known == null ? "" : known.text())));
        }
        return subjects;
    }

    private static Map<String, String> map(Map<String, String> values, SnapshotStream state) {
        List<String> names = texts(List.copyOf(values.keySet()), state);
        Map<String, String> map = new LinkedHashMap<>();
        names.forEach(name -> map.put(name, state.text(values.getOrDefault(name, ""))));
        return map;
    }

    private static List<String> texts(List<String> value, SnapshotStream state) {
        return Objects.requireNonNull(state.texts(value));
    }

    private static Notice.Status status(Notice.Status value, SnapshotStream state) {
        return state.choice(value, Notice.Status.values());
    }

    private static Instant instant(Instant value, SnapshotStream state) {
        return Instant.ofEpochMilli(state.time(value.toEpochMilli()));
    }

    private static @Nullable Instant instantOrNull(@Nullable Instant value, SnapshotStream state) {
        return state.flag(value != null) ? instant(value == null ? Instant.EPOCH : value, state) : null;
    }
}

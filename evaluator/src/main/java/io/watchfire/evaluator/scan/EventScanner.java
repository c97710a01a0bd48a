package io.watchfire.evaluator.scan;

import static io.watchfire.evaluator.scan.JsonBytes.NO;

import io.watchfire.evaluator.event.EventReader;
import io.watchfire.evaluator.event.EventTime;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.series.SeriesTable;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.EventView;
import io.watchfire.evaluator.slot.SlotLayout;
import io.watchfire.evaluator.slot.WholeEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads of an event line what rules name, and checks the rest; the series is found by the bytes of its tags where they have come before.
 * A line that it takes is one that {@link EventReader} takes, and means the same. Costs no memory for a line that brings nothing new. Not
 * thread-safe.
 */
public final class EventScanner implements EventView {
    private static final byte[] TIME = "time".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CATEGORY = "category".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAGS = "tags".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FIELDS = "fields".getBytes(StandardCharsets.US_ASCII);

    private static final int LONGEST_LINE = 1 << 20;
    private static final int LONGEST_NAME = 10_000;
    private static final int MOST_TEXTS = 10_000;

    /** Longer ones seldom come again, and would take much to keep. */
    private static final int LONGEST_KEPT = 1_000;

    private static final int NOWHERE = -1;

    private final EventReader reader;
    private final JsonBytes json = new JsonBytes();
    private final BytesMap<ScannedCategory> categories = BytesMap.keepingAll();
    private final BytesMap<String> texts = BytesMap.forgetting(MOST_TEXTS);

    private byte[] line = {};
    private int from;
    private int to;
    private long time;
    private boolean hasTime;
    private boolean hasCategory;
    private int tagsFrom;
    private int tagsTo;
    private long tagsHash;
    private int fieldsFrom;
    private boolean fieldsAreRead;

    /** The category of the line; null if no rule judges it. */
    private @Nullable ScannedCategory category;

    /** What stands in a slot was read from this line if its turn is that of the line. */
    private int[] turns = {};

    private int turn;
    private int[] found = {};
    private int count;
    private double[] numbers = {};
    private @Nullable Object[] values = {};

    /** Series that left since the last line may be found no more. */
    private long departures;

    /**
     * @param layouts where the names that rules read stand, by category; complete
     * @param mostSeries how many series there may be
     */
    public EventScanner(EventReader reader, Map<String, SlotLayout> layouts, int mostSeries) {
        this.reader = reader;
        int most = 0;
        for (Map.Entry<String, SlotLayout> layout : layouts.entrySet()) {
            byte[] name = layout.getKey().getBytes(StandardCharsets.UTF_8);
            categories.put(
                    name, JsonBytes.hash(name), new ScannedCategory(layout.getKey(), layout.getValue(), mostSeries));
            most = Math.max(most, layout.getValue().size());
        }
        turns = new int[most];
        found = new int[most];
        numbers = new double[most];
        values = new @Nullable Object[most];
    }

    /**
     * Takes a line.
     *
     * @param arrivalMillis its time if it does not say one; null: it has to
     * @return false if it is no event, or not of a usual form: then the reader has to look
     */
    public boolean scan(byte[] newLine, int newFrom, int newTo, @Nullable Long arrivalMillis) {
        line = newLine;
        from = newFrom;
        to = newTo;
        json.begin(newLine, newTo);
        nextTurn();
        hasTime = false;
        hasCategory = false;
        category = null;
        tagsFrom = NOWHERE;
        tagsTo = NOWHERE;
        tagsHash = 0;
        fieldsFrom = NOWHERE;
        if (to - from > LONGEST_LINE || json.skipBlanks(members(json.skipBlanks(from))) != to || !hasCategory) {
            return false;
        }
        if (!hasTime) {
            if (arrivalMillis == null) {
                return false;
            }
            time = arrivalMillis;
        }
        if (fieldsFrom != NOWHERE && !fieldsAreRead && category != null) {
            return fields(fieldsFrom, category) != NO; // They stand before the category.
        }
        return true;
    }

    private void nextTurn() {
        count = 0;
        turn++;
        if (turn == Integer.MAX_VALUE) {
            Arrays.fill(turns, 0);
            turn = 1;
        }
    }

    private int members(int begin) {
        if (json.at(begin) != '{') {
            return to + 1;
        }
        int place = json.skipBlanks(begin + 1);
        while (json.at(place) == '"') {
            int end = json.endOfText(place + 1);
            if (!isName(place + 1, end)) {
                return to + 1;
            }
            int value = json.colon(end + 1);
            int behind = value == NO ? NO : member(place + 1, end, value);
            if (behind == NO) {
                return to + 1;
            }
            place = json.skipBlanks(behind);
            if (json.at(place) != ',') {
                return json.at(place) == '}' ? place + 1 : to + 1;
            }
            place = json.skipBlanks(place + 1);
        }
        return to + 1;
    }

    /** Whether the text that was read last is a name as readers take it: neither long nor with escapes. */
    private boolean isName(int begin, int end) {
        return end != NO && !json.isEscaped() && end - begin <= LONGEST_NAME;
    }

    private int member(int name, int end, int value) {
        if (json.isAt(name, end, TIME)) {
            return hasTime ? NO : time(value);
        }
        if (json.isAt(name, end, CATEGORY)) {
            return hasCategory ? NO : category(value);
        }
        if (json.isAt(name, end, TAGS)) {
            return tagsFrom == NOWHERE ? tags(value) : NO;
        }
        if (json.isAt(name, end, FIELDS)) {
            if (fieldsFrom != NOWHERE) {
                return NO;
            }
            fieldsFrom = value;
            fieldsAreRead = hasCategory;
            return fields(value, category);
        }
        return scalar(value);
    }

    private int time(int value) {
        int behind = json.wholeNumber(value);
        if (behind == NO || !EventTime.isPossible((long) json.number())) {
            return NO;
        }
        hasTime = true;
        time = (long) json.number();
        return behind;
    }

    private int category(int value) {
        int end = json.at(value) == '"' ? json.endOfText(value + 1) : NO;
        if (end == NO || end == value + 1 || json.isEscaped()) {
            return NO;
        }
        hasCategory = true;
        category = categories.get(line, value + 1, end, json.hash());
        return end + 1;
    }

    private int scalar(int value) {
        int c = json.at(value);
        if (c == '"') {
            int end = json.endOfText(value + 1);
            return end == NO ? NO : end + 1;
        }
        return c == '-' || (c >= '0' && c <= '9') ? json.number(value, false) : json.literal(value);
    }

    // ---- tags

    private int tags(int value) {
        int behind = eachTag(value, null);
        tagsFrom = value;
        tagsTo = behind;
        return behind;
    }

    /** @param tags takes names and values; null: only their hash is wanted */
    private int eachTag(int begin, @Nullable BiConsumer<String, String> tags) {
        if (json.at(begin) != '{') {
            return NO;
        }
        int place = json.skipBlanks(begin + 1);
        if (json.at(place) == '}') {
            return place + 1;
        }
        long mixed = 0;
        while (json.at(place) == '"') {
            int name = place + 1;
            int nameEnd = json.endOfText(name);
            if (!isName(name, nameEnd)) {
                return NO;
            }
            mixed = JsonBytes.mix(mixed, json.hash());
            int value = json.colon(nameEnd + 1);
            if (value == NO || json.at(value) != '"') {
                return NO;
            }
            int end = json.endOfText(value + 1);
            if (end == NO) {
                return NO;
            }
            mixed = JsonBytes.mix(mixed, json.hash());
            if (tags != null) {
                boolean valueEscaped = json.isEscaped();
                tags.accept(json.text(name, nameEnd, false), json.text(value + 1, end, valueEscaped));
            }
            place = json.skipBlanks(end + 1);
            if (json.at(place) != ',') {
                tagsHash = mixed;
                return json.at(place) == '}' ? place + 1 : NO;
            }
            place = json.skipBlanks(place + 1);
        }
        return NO;
    }

    /** The category of the line; null if no rule judges it. */
    public @Nullable String category() {
        return category == null ? null : category.name();
    }

    /**
     * The series of the line, which has to be of a category that rules judge; null if it is new and there is no room.
     *
     * @param now the engine's time
     */
    public @Nullable Series series(SeriesTable table, long now) {
        if (departures != table.departures()) {
            departures = table.departures();
            categories.forEach(known -> known.seriesByTags().clear());
        }
        ScannedCategory known = category;
        if (known == null) {
            throw new IllegalStateException("no rule judges the line");
        }
        int begin = Math.max(tagsFrom, 0);
        int end = Math.max(tagsTo, 0);
        Series series = known.seriesByTags().get(line, begin, end, tagsHash);
        if (series != null) {
            series.heardFromAt(now);
            return series;
        }
        Map<String, String> tags = new LinkedHashMap<>();
        if (tagsFrom != NOWHERE) {
            eachTag(tagsFrom, tags::put);
        }
        series = table.of(known.name(), Labels.of(tags), now);
        if (series != null && end - begin <= LONGEST_KEPT) {
            known.seriesByTags().put(Arrays.copyOfRange(line, begin, end), tagsHash, series);
        }
        return series;
    }

    // ---- fields

    private int fields(int begin, @Nullable ScannedCategory known) {
        if (json.at(begin) != '{') {
            return NO;
        }
        int place = json.skipBlanks(begin + 1);
        if (json.at(place) == '}') {
            return place + 1;
        }
        while (json.at(place) == '"') {
            int end = json.endOfText(place + 1);
            if (!isName(place + 1, end)) {
                return NO;
            }
            Integer slot = known == null ? null : known.slotsByName().get(line, place + 1, end, json.hash());
            int value = json.colon(end + 1);
            int behind = value == NO ? NO : slot == null ? scalar(value) : field(value, slot);
            if (behind == NO) {
                return NO;
            }
            place = json.skipBlanks(behind);
            if (json.at(place) != ',') {
                return json.at(place) == '}' ? place + 1 : NO;
            }
            place = json.skipBlanks(place + 1);
        }
        return NO;
    }

    /** Of a name that stands twice the last counts. */
    private int field(int value, int slot) {
        int c = json.at(value);
        if (c == '"') {
            int end = json.endOfText(value + 1);
            if (end == NO) {
                return NO;
            }
            found(slot, Double.NaN, text(value + 1, end));
            return end + 1;
        }
        if (c == '-' || (c >= '0' && c <= '9')) {
            int behind = json.number(value, true);
            if (behind != NO) {
                found(slot, json.number(), null);
            }
            return behind;
        }
        int behind = json.literal(value);
        if (behind != NO) {
            found(slot, Double.NaN, c == 'n' ? null : (Object) (c == 't'));
        }
        return behind;
    }

    private String text(int begin, int end) {
        if (json.isEscaped() || end - begin > LONGEST_KEPT) {
            return json.text(begin, end, json.isEscaped());
        }
        long hash = json.hash();
        String known = texts.get(line, begin, end, hash);
        if (known == null) {
            known = json.text(begin, end, false);
            texts.put(Arrays.copyOfRange(line, begin, end), hash, known);
        }
        return known;
    }

    private void found(int slot, double number, @Nullable Object value) {
        if (turns[slot] != turn) {
            turns[slot] = turn;
            found[count++] = slot;
        }
        numbers[slot] = number;
        values[slot] = value;
    }

    // ---- what rules see

    @Override
    public long time() {
        return time;
    }

    @Override
    public double number(String name, int slot) {
        return turns[slot] == turn ? numbers[slot] : Double.NaN;
    }

    @Override
    public void layFields(EventSlots slots) {
        for (int i = 0; i < count; i++) {
            int slot = found[i];
            if (slots.isTag(slot)) {
                continue;
            }
            Object value = values[slot];
            if (value == null) {
                slots.putNumber(slot, numbers[slot]);
            } else {
                slots.put(slot, value);
            }
        }
    }

    /** Messages are few: they may name what no rule does, so everything is read now. */
    @Override
    public Map<String, Object> variables() {
        return new WholeEvent().of(reader.read(line, from, to, time)).variables();
    }
}

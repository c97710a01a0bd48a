package io.watchfire.notifiers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.notifiers.store.Row.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store does. A subclass says how its store is opened; each test begins with an empty one. */
public abstract class StoreContract {
    private static final Comparator<Told> IN_ORDER = Comparator.comparing(Told::kind)
            .thenComparing(told -> told.key().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    /** A row as {@link StateStore#load} tells it, with a value that can be compared. */
    protected record Told(Kind kind, String key, ByteBuffer value) {
        static Told of(Row row) {
            return new Told(row.kind(), row.key(), ByteBuffer.wrap(row.value()));
        }
    }

    /** Opens the store of this test, which is closed, with what it kept. */
    protected abstract StateStore open() throws Exception;

    /** All rows of a store, in the order in which it tells them. */
    protected static List<Told> told(StateStore store) {
        List<Told> all = new ArrayList<>();
        store.load(row -> all.add(Told.of(row)));
        return all;
    }

    protected static Row put(Kind kind, String key, String value) {
        return Row.put(kind, key, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Told row(Kind kind, String key, String value) {
        return Told.of(put(kind, key, value));
    }

    @Test
    void aNewStoreHasNoRowsAndIsHeld() throws Exception {
        try (StateStore store = open()) {
            assertThat(told(store)).isEmpty();
            assertThat(store.isHeld()).isTrue();
        }
    }

    @Test
    void rowsAreToldByKindAndThenByTheBytesOfTheirKeys() throws Exception {
        // In UTF-16 the emoji would come before the last two.
        List<String> keys = List.of(
                "", "\0", "\0a", "A", "Z", "a", "a\0", "a b", "aa", "b", "zz", "é", "ㄱ", "주문", "주문 실패", "힣", "\uE000",
                "\uFFFD", "🔥", "🔥🔥", "😀");
        List<Row> rows = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            keys.forEach(key -> rows.add(put(kind, key, kind + " of " + key)));
        }
        Collections.shuffle(rows, new Random(7));
        try (StateStore store = open()) {
            store.commit(rows);
        }
        try (StateStore store = open()) {
            List<Told> told = told(store);
            assertThat(told.stream().filter(row -> row.kind() == Kind.ALERT).map(Told::key))
                    .containsExactlyElementsOf(keys);
            assertThat(told.stream().map(Told::kind).distinct()).containsExactly(Kind.values());
            assertThat(told).containsExactlyElementsOf(sorted(rows));
        }
    }

    private static List<Told> sorted(List<Row> rows) {
        return rows.stream().map(Told::of).sorted(IN_ORDER).toList();
    }

    @Test
    void aLaterRowTakesThePlaceOfAnEarlierOne() throws Exception {
        try (StateStore store = open()) {
            store.commit(List.of(
                    put(Kind.ALERT, "a", "1"),
                    put(Kind.ALERT, "b", "1"),
                    put(Kind.ALERT, "a", "2"),
                    put(Kind.RULE, "a", "3")));
            assertThat(told(store))
                    .containsExactly(row(Kind.RULE, "a", "3"), row(Kind.ALERT, "a", "2"), row(Kind.ALERT, "b", "1"));
            store.commit(List.of(put(Kind.ALERT, "b", "4")));
            assertThat(told(store))
                    .containsExactly(row(Kind.RULE, "a", "3"), row(Kind.ALERT, "a", "2"), row(Kind.ALERT, "b", "4"));
        }
    }

    @Test
    void aDeletedRowIsGoneUntilItIsPutAgain() throws Exception {
        try (StateStore store = open()) {
            store.commit(List.of(put(Kind.ALERT, "a", "1"), put(Kind.ALERT, "b", "1"), put(Kind.RULE, "a", "1")));
            store.commit(List.of(Row.delete(Kind.ALERT, "a"), Row.delete(Kind.ALERT, "was never there")));
            assertThat(told(store)).containsExactly(row(Kind.RULE, "a", "1"), row(Kind.ALERT, "b", "1"));
            store.commit(List.of(
                    put(Kind.ALERT, "c", "1"),
                    Row.delete(Kind.ALERT, "c"),
                    Row.delete(Kind.ALERT, "b"),
                    put(Kind.ALERT, "b", "2")));
        }
        try (StateStore store = open()) {
            assertThat(told(store)).containsExactly(row(Kind.RULE, "a", "1"), row(Kind.ALERT, "b", "2"));
        }
    }

    @Test
    void keysMayBeLongAndHoldAnything() throws Exception {
        String prefix = "주문🔥".repeat(1_000);
        List<Row> rows = new ArrayList<>(List.of(
                put(Kind.ALERT, "'; drop table state; --", "quoted"),
                put(Kind.ALERT, "{\"a\": \"\\u0000\n\t\"}", "JSON"),
                put(Kind.ALERT, "x".repeat(1_000_000), "a million letters"),
                put(Kind.ALERT, "x".repeat(1_000_001), "one more")));
        for (String end : List.of("", "a", "b", "가", "🔥", "a".repeat(5_000), "b".repeat(5_000))) {
            rows.add(put(Kind.ALERT, prefix + end, "the same beginning"));
        }
        for (int length = 1_890; length < 2_110; length += 7) {
            rows.add(put(Kind.GROUP, "y".repeat(length), "length " + length));
            rows.add(put(Kind.GROUP, "y".repeat(length) + "z", "length " + length + " and z"));
        }
        Collections.shuffle(rows, new Random(7));
        try (StateStore store = open()) {
            store.commit(rows);
        }
        try (StateStore store = open()) {
            assertThat(told(store)).containsExactlyElementsOf(sorted(rows));
            store.commit(
                    rows.stream().map(row -> Row.delete(row.kind(), row.key())).toList());
            assertThat(told(store)).isEmpty();
        }
    }

    @Test
    void valuesMayBeEmptyOrHuge() throws Exception {
        byte[] huge = new byte[5 << 20];
        new Random(7).nextBytes(huge);
        try (StateStore store = open()) {
            store.commit(List.of(
                    Row.put(Kind.SNAPSHOT, "huge", huge),
                    Row.put(Kind.SNAPSHOT, "none", new byte[0]),
                    put(Kind.SNAPSHOT, "other", "주문 🔥")));
        }
        try (StateStore store = open()) {
            assertThat(told(store))
                    .containsExactly(
                            new Told(Kind.SNAPSHOT, "huge", ByteBuffer.wrap(huge)),
                            row(Kind.SNAPSHOT, "none", ""),
                            row(Kind.SNAPSHOT, "other", "주문 🔥"));
            store.commit(List.of(put(Kind.SNAPSHOT, "huge", "small")));
            assertThat(told(store).get(0)).isEqualTo(row(Kind.SNAPSHOT, "huge", "small"));
        }
    }

    @Test
    void aHundredThousandRowsAreOneCommit() throws Exception {
        List<Row> rows = IntStream.range(0, 100_000)
                .mapToObj(i -> put(i % 3 == 0 ? Kind.INCIDENT : Kind.ALERT, "alert " + i, "value " + i))
                .toList();
        try (StateStore store = open()) {
            store.commit(rows);
        }
        try (StateStore store = open()) {
            assertThat(told(store).equals(sorted(rows))).isTrue();
        }
    }

    @Test
    void aCommitThatCannotBeFinishedChangesNothing() throws Exception {
        try (StateStore store = open()) {
            store.commit(List.of(put(Kind.ALERT, "a", "1"), put(Kind.ALERT, "b", "1")));
            List<Row> spoilt = Arrays.asList(
                    put(Kind.ALERT, "a", "2"), Row.delete(Kind.ALERT, "b"), put(Kind.ALERT, "c", "2"), null);
            assertThatThrownBy(() -> store.commit(spoilt)).isInstanceOf(NullPointerException.class);
            assertThat(told(store)).containsExactly(row(Kind.ALERT, "a", "1"), row(Kind.ALERT, "b", "1"));
            store.commit(spoilt.subList(0, 3));
        }
        try (StateStore store = open()) {
            assertThat(told(store)).containsExactly(row(Kind.ALERT, "a", "2"), row(Kind.ALERT, "c", "2"));
        }
    }

    @Test
    void whoeverReadsMayBreakOff() throws Exception {
        try (StateStore store = open()) {
            store.commit(List.of(put(Kind.ALERT, "a", "1"), put(Kind.ALERT, "b", "1"), put(Kind.ALERT, "c", "1")));
            List<String> seen = new ArrayList<>();
            assertThatThrownBy(() -> store.load(row -> {
                        seen.add(row.key());
                        if (row.key().equals("b")) {
                            throw new IllegalArgumentException("enough");
                        }
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("enough");
            assertThat(seen).containsExactly("a", "b");
            store.commit(List.of(put(Kind.ALERT, "d", "1")));
            assertThat(told(store)).extracting(Told::key).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void aCommitOfNothingAndASecondCloseAreNoHarm() throws Exception {
        StateStore store = open();
        store.commit(List.of());
        store.commit(List.of(put(Kind.META, "next", "1")));
        store.commit(List.of());
        store.close();
        store.close();
        try (StateStore again = open()) {
            assertThat(told(again)).containsExactly(row(Kind.META, "next", "1"));
        }
    }

    @Test
    void anyStoryLeavesWhatAMapWouldHold() throws Exception {
        long seed = Long.getLong("watchfire.seed", 20261101);
        Random random = new Random(seed);
        Map<Told, Told> map = new TreeMap<>(IN_ORDER);
        StateStore store = open();
        try {
            for (int step = 0; step < 200; step++) {
                switch (random.nextInt(12)) {
                    case 0 -> {
                        store.close();
                        store = open();
                    }
                    case 1 -> store.compact();
                    default -> {
                        List<Row> changes = changes(random);
                        changes.forEach(row -> change(map, row));
                        store.commit(changes);
                    }
                }
                assertThat(told(store))
                        .as("step %d of -Dwatchfire.seed=%d", step, seed)
                        .containsExactlyElementsOf(map.values());
            }
        } finally {
            store.close();
        }
    }

    private static void change(Map<Told, Told> map, Row row) {
        Told key = new Told(row.kind(), row.key(), ByteBuffer.allocate(0));
        map.remove(key);
        if (row.value() != null) {
            map.put(key, Told.of(row));
        }
    }

    private static List<Row> changes(Random random) {
        List<String> letters = List.of("a", "b", "Z", "\0", "é", "주", "문", "\uFFFD", "🔥", "x".repeat(950));
        Kind[] kinds = {Kind.META, Kind.ALERT, Kind.DELIVERY, Kind.SNAPSHOT};
        List<Row> changes = new ArrayList<>();
        for (int count = random.nextInt(8); count >= 0; count--) {
            StringBuilder key = new StringBuilder();
            for (int length = random.nextInt(4); length > 0; length--) {
                key.append(letters.get(random.nextInt(letters.size())));
            }
            Kind kind = kinds[random.nextInt(kinds.length)];
            byte[] value = new byte[random.nextInt(8) == 0 ? random.nextInt(20_000) : random.nextInt(50)];
            random.nextBytes(value);
            changes.add(
                    random.nextInt(3) == 0 ? Row.delete(kind, key.toString()) : Row.put(kind, key.toString(), value));
        }
        return changes;
    }
}

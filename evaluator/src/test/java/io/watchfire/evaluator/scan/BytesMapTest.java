package io.watchfire.evaluator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BytesMapTest {
    private static byte[] bytes(int i) {
        return ("name-" + i).getBytes(StandardCharsets.UTF_8);
    }

    private static Integer get(BytesMap<Integer> map, int i, long hash) {
        byte[] text = ("  name-" + i + " ").getBytes(StandardCharsets.UTF_8);
        return map.get(text, 2, text.length - 1, hash);
    }

    @Test
    void keepsAllThatItIsGiven() {
        BytesMap<Integer> map = BytesMap.keepingAll();
        for (int i = 0; i < 100_000; i++) {
            map.put(bytes(i), JsonBytes.hash(bytes(i)), i);
        }

        for (int i = 0; i < 100_000; i++) {
            assertThat(get(map, i, JsonBytes.hash(bytes(i)))).isEqualTo(i);
        }
        assertThat(get(map, 100_000, JsonBytes.hash(bytes(100_000)))).isNull();
    }

    @Test
    void textsOfOneHashAreToldApartAndCostNoMoreThanAFew() {
        BytesMap<Integer> map = BytesMap.forgetting(1_000);
        for (int i = 0; i < 1_000; i++) {
            map.put(bytes(i), 42, i);

            assertThat(get(map, i, 42)).isEqualTo(i);
        }
        int known = 0;
        for (int i = 0; i < 1_000; i++) {
            Integer found = get(map, i, 42);
            assertThat(found).isIn(null, i);
            known += found == null ? 0 : 1;
        }
        assertThat(known).isBetween(1, 16);
    }

    @Test
    void forgetsWhenItsKeysTakeTooMuch() {
        BytesMap<Integer> map = BytesMap.forgetting(1_000_000);
        byte[] first = new byte[1 << 20];
        map.put(first, 0, 0);
        for (int i = 1; i < 200; i++) {
            byte[] key = new byte[1 << 20];
            key[0] = (byte) i;
            map.put(key, i, i);
        }

        assertThat(map.get(first, 0, first.length, 0)).isNull();
    }

    @Test
    void forgetsAtItsBound() {
        BytesMap<Integer> map = BytesMap.forgetting(100);
        for (int i = 0; i < 1_000; i++) {
            map.put(bytes(i), JsonBytes.hash(bytes(i)), i);
        }

        assertThat(get(map, 999, JsonBytes.hash(bytes(999)))).isEqualTo(999);
        assertThat(get(map, 100, JsonBytes.hash(bytes(100)))).isNull();
    }
}

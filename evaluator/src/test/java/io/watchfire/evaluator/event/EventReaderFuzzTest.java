package io.watchfire.evaluator.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderFuzzTest {
    private static final byte[] LINE = """
            {"time":"2022-06-19T20:09:16+09:00","category":"앱","tags":{"okindName":"btf-\\u0041🔥"},\
            "fields":{"resp_time":-2.31e3,"status":"\\"x\\"","up":true,"gone":null}}""".getBytes(StandardCharsets.UTF_8);

    private static final byte[] BYTES = "{}[]\":,\\u09eE+-.tfn \t\r\n\0\u00ff가".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aSpoiledLineIsAnEventOrRefusedAtAColumnOfTheLine(long seed) {
        Random random = new Random(seed);
        EventReader reader = new EventReader();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] line = spoiled(random);
            try {
                assertThat(reader.read(line).category()).isNotEmpty();
            } catch (EventFormatException e) {
                assertThat(e.column()).isBetween(1, line.length + 1);
                assertThat(e.problem()).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isBetween(5_000, 19_999);
    }

    private static byte[] spoiled(Random random) {
        byte[] line = LINE.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(line.length);
            line[at] = random.nextBoolean() ? BYTES[random.nextInt(BYTES.length)] : (byte) random.nextInt(256);
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(line, random.nextInt(line.length)) : line;
    }
}

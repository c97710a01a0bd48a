package io.watchfire.evaluator.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventFormatException;
import io.watchfire.evaluator.event.EventReader;
import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.series.SeriesTable;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.SlotLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a line fast is what a reader of the whole line reads. */
class EventScannerTest {
    private static final String USUAL = """
            {"time":1661255968156,"category":"앱","tags":{"okindName":"btf-order","oname":"주문-1 🔥"},\
            "fields":{"resp_time":-2.31e3,"tps":41.5,"status":"ok","up":true,"gone":null}}""";

    private final EventReader reader = new EventReader();
    private final SlotLayout layout = new SlotLayout();
    private final SeriesTable series = new SeriesTable(1_000_000);
    private int taken;

    private final EventScanner scanner;

    EventScannerTest() {
        List.of("resp_time", "tps", "status", "up", "gone", "okindName", "응답시간", "a", "")
                .forEach(layout::slotOf);
        scanner = new EventScanner(reader, Map.of("앱", layout, "app", layout), 1_000_000);
    }

    /** Reads the line both ways; what each made of it has to be the same. */
    private void compare(byte[] line, @Nullable Long arrival) {
        if (!scanner.scan(line, 0, line.length, arrival)) {
            return;
        }
        taken++;
        Event event;
        try {
            event = reader.read(line, 0, line.length, arrival);
        } catch (EventFormatException e) {
            throw new AssertionError("taken, but no event: " + new String(line, StandardCharsets.UTF_8), e);
        }
        assertThat(scanner.time()).isEqualTo(event.time());
        if (scanner.category() == null) {
            assertThat(event.category()).isNotIn("앱", "app");
            return;
        }
        assertThat(scanner.category()).isEqualTo(event.category());
        Series found = Objects.requireNonNull(scanner.series(series, 0));
        assertThat(found).isSameAs(series.of(event, 0));
        EventSlots expected = new EventSlots(layout);
        expected.fill(event);
        EventSlots got = new EventSlots(layout);
        got.fillTags(found.tags());
        scanner.layFields(got);
        assertThat(shown(got)).isEqualTo(shown(expected));
        layout.forEachName((name, slot) -> assertThat(scanner.number(name, slot))
                .isEqualTo((Object) (event.fields().get(name) instanceof Double number ? number : Double.NaN)));
        Map<String, Object> variables = new LinkedHashMap<>(event.fields());
        variables.putAll(event.tags());
        assertThat(scanner.variables()).isEqualTo(variables);
    }

    private String shown(EventSlots slots) {
        StringBuilder out = new StringBuilder();
        for (int slot = 0; slot < layout.size(); slot++) {
            out.append(layout.nameOf(slot))
                    .append('=')
                    .append(Double.doubleToRawLongBits(slots.number(slot)))
                    .append(slots.text(slot))
                    .append(slots.truth(slot))
                    .append(slots.isTag(slot))
                    .append('\n');
        }
        return out.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                USUAL,
                "{\"time\":1,\"category\":\"app\"}",
                "{\"category\":\"app\",\"time\":1}",
                " {\t\"time\" : -1 ,\r\n\"category\" : \"app\" , \"tags\" : { } , \"fields\" : { } } ",
                "{\"fields\":{\"a\":1},\"tags\":{\"oname\":\"x\"},\"category\":\"app\",\"time\":1}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":0,\"a\":-0,\"a\":-0.0}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":-0}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":1,\"a\":null}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":1,\"a\":\"x\"}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":\"x\",\"a\":true,\"a\":2}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":123456789012345678,\"tps\":1e-400}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":9007199254740993,\"tps\":9007199254740993.0}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":1234567890123456789012,\"tps\":1e22,\"b\":1e308}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":0.1,\"tps\":3.14159265358979323846,\"b\":0.000001}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":1E+2,\"tps\":1e-2,\"b\":4.35e23}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"status\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\udd25\"}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"status\":\"\\ud83d\"}}",
                "{\"time\":1,\"category\":\"app\",\"tags\":{\"oname\":\"a\\\"b\",\"okindName\":\"가나다라마바사\"}}",
                "{\"time\":1,\"category\":\"app\",\"tags\":{\"a\":\"1\",\"a\":\"2\"},\"fields\":{\"a\":3}}",
                "{\"time\":1,\"category\":\"app\",\"tags\":{\"\":\"\"},\"fields\":{\"\":3,\"응답시간\":2}}",
                "{\"time\":1,\"category\":\"app\",\"host\":\"h\",\"n\":1.5e300,\"t\":false,\"u\":null,\"fields\":{\"a\":3}}",
                "{\"time\":1,\"category\":\"nobody's\",\"tags\":{\"a\":\"1\"},\"fields\":{\"b\":3}}",
            })
    void usualLinesAreTakenAndReadAsAWholeReaderDoes(String line) {
        compare(utf8(line), null);
        compare(utf8(line), null); // By then its tags are known.

        assertThat(taken).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"time\":1,\"category\":\"app\"",
                "{\"time\":1,\"category\":\"app\"}}",
                "{\"time\":1,\"category\":\"app\",}",
                "{\"time\":1,\"category\":\"\"}",
                "{\"category\":\"app\"}",
                "{\"time\":\"2026-01-01T00:00:00Z\",\"category\":\"app\"}",
                "{\"time\":1e3,\"category\":\"app\"}",
                "{\"time\":999999999999999,\"category\":\"app\"}",
                "{\"time\":1,\"time\":1,\"category\":\"app\"}",
                "{\"time\":1,\"category\":\"app\",\"category\":\"app\"}",
                "{\"time\":1,\"category\":\"app\",\"tags\":{},\"tags\":{}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{},\"fields\":{}}",
                "{\"time\":1,\"category\":\"app\",\"tags\":null}",
                "{\"time\":1,\"category\":\"app\",\"tags\":{\"a\":1}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":01}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":1.}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":1e}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":-}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":+1}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":1x}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":1e400}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"zzz\":1e400}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"zzz\":tru}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"zzz\":[1]}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"zzz\":\"\\x\"}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"zzz\":\"\\u12\"}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"zzz\":\"a\tb\"}}",
                "{\"time\":1,\"category\":\"app\",\"other\":{\"zzz\":1}}",
                "{\"time\":1,\"category\":\"app\",\"tags\":{\"\\ud800\":\"1\"}}",
                "{\"time\":1,\"category\":\"app\",\"tags\":{\"o\\u006eame\":\"1\"}}",
                "{\"ti\\u006de\":1,\"category\":\"app\"}",
                "\ufeff{\"time\":1,\"category\":\"app\"}",
            })
    void unusualLinesAreLeftToTheReader(String line) {
        assertThat(scanner.scan(utf8(line), 0, utf8(line).length, null)).isFalse();
    }

    @Test
    void linesWithNamesLongerThanAnyReaderTakesAreLeftToIt() {
        String name = "n".repeat(60_000);
        for (String line : List.of(
                "{\"time\":1,\"category\":\"app\",\"" + name + "\":1}",
                "{\"time\":1,\"category\":\"app\",\"tags\":{\"" + name + "\":\"1\"}}",
                "{\"time\":1,\"category\":\"app\",\"fields\":{\"" + name + "\":1}}")) {
            assertThat(scanner.scan(utf8(line), 0, utf8(line).length, null)).isFalse();
        }
    }

    @Test
    void bytesThatAreNotUtf8AreLeftToTheReader() {
        byte[] line = utf8("{\"time\":1,\"category\":\"app\",\"fields\":{\"zzz\":\"??\"}}");
        line[line.length - 5] = (byte) 0xed;
        line[line.length - 4] = (byte) 0xa0;

        assertThat(scanner.scan(line, 0, line.length, null)).isFalse();
    }

    @Test
    void aLineEndsWhereItIsSaidToEnd() {
        byte[] buffer = utf8(USUAL + USUAL);
        int end = utf8(USUAL).length;

        for (int to = 0; to < end; to++) {
            assertThat(scanner.scan(buffer, 0, to, null)).isFalse();
        }
        assertThat(scanner.scan(buffer, 0, end, null)).isTrue();
        assertThat(scanner.scan(buffer, end, buffer.length, null)).isTrue();
    }

    @Test
    void aLineWithoutATimeHasThatOfItsArrival() {
        compare(utf8("{\"category\":\"app\"}"), 42L);

        assertThat(scanner.time()).isEqualTo(42);
    }

    @Test
    void aSeriesThatLeftIsNotFoundAnyMore() {
        byte[] line = utf8(USUAL);
        assertThat(scanner.scan(line, 0, line.length, null)).isTrue();
        Series first = scanner.series(series, 1);
        series.forgetSilentBefore(2, any -> false);

        assertThat(scanner.scan(line, 0, line.length, null)).isTrue();
        assertThat(scanner.series(series, 3)).isNotSameAs(first);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverALineIsMadeOfItIsReadAsAWholeReaderDoesOrNotTaken(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 30_000; i++) {
            compare(spoiled(random), random.nextBoolean() ? null : 7L);
        }

        assertThat(taken).isGreaterThan(5_000);
    }

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "\"",
            ":",
            ",",
            "\"a\"",
            "\"tps\"",
            "\"time\"",
            "\"tags\":{",
            "\"fields\":{",
            "null",
            "true",
            "-",
            "0",
            "1",
            ".",
            "e",
            "E+",
            "12345678",
            "00",
            "\\",
            "\\u0061",
            "\\\"",
            "\\n",
            " ",
            "\t",
            "\n",
            "\0",
            "가",
            "🔥",
            "[",
            "]",
            "x");

    private static byte[] spoiled(Random random) {
        byte[] line =
                utf8(random.nextBoolean() ? USUAL : USUAL.replace("앱", "app").replace("41.5", "4" + random.nextInt()));
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(line.length);
            if (random.nextInt(3) == 0) {
                line[at] = (byte) random.nextInt(256);
                continue;
            }
            byte[] piece = utf8(PIECES.get(random.nextInt(PIECES.size())));
            int behind = Math.min(line.length, at + random.nextInt(3));
            byte[] next = Arrays.copyOf(line, at + piece.length + line.length - behind);
            System.arraycopy(piece, 0, next, at, piece.length);
            System.arraycopy(line, behind, next, at + piece.length, line.length - behind);
            line = next;
        }
        return line;
    }

    @Test
    void numbersOfEveryLengthAreRoundedAsAWholeReaderDoes() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder number = new StringBuilder(random.nextBoolean() ? "-" : "");
            number.append(random.nextInt(10));
            if (number.charAt(number.length() - 1) != '0') {
                digits(number, random.nextInt(24), random);
            }
            if (random.nextBoolean()) {
                digits(number.append('.'), 1 + random.nextInt(24), random);
            }
            if (random.nextInt(3) == 0) {
                number.append(random.nextBoolean() ? "e" : "E")
                        .append(List.of("", "-", "+").get(random.nextInt(3)));
                number.append(random.nextInt(random.nextBoolean() ? 30 : 330));
            }
            compare(utf8("{\"time\":1,\"category\":\"app\",\"fields\":{\"a\":" + number + "}}"), null);
        }

        assertThat(taken).isGreaterThan(45_000);
    }

    private static void digits(StringBuilder out, int count, Random random) {
        for (int i = 0; i < count; i++) {
            out.append((char) ('0' + random.nextInt(10)));
        }
    }

    @Test
    void ofRecordedLinesFewerThanOneInAHundredAreLeftToTheReader() throws IOException {
        String folder = System.getProperty("watchfire.data");
        assumeTrue(folder != null, "needs the folder of the test data: -Dwatchfire.data=DIR");
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            files = all.filter(file -> file.toString().endsWith(".jsonl.gz"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        List<String> tooMany = new ArrayList<>();
        for (Path file : files) {
            double part = left(file);
            if (part >= 0.01) {
                tooMany.add(file + ": " + part);
            }
        }
        assertThat(tooMany).isEmpty();
    }

    /** Which part of the lines of a file is left to the reader. */
    private double left(Path file) throws IOException {
        int lines = 0;
        int before = taken;
        EventScanner ofFile = null;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null && lines < 20_000; line = text.readLine()) {
                lines++;
                byte[] bytes = utf8(line);
                if (ofFile == null) {
                    SlotLayout names = new SlotLayout();
                    Event first = reader.read(bytes);
                    first.fields().keySet().forEach(names::slotOf);
                    ofFile = new EventScanner(reader, Map.of(first.category(), names), 1_000_000);
                }
                taken += ofFile.scan(bytes, 0, bytes.length, null) ? 1 : 0;
            }
        }
        return 1 - (taken - before) / (double) lines;
    }
}

package io.watchfire.notifiers.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.message.Message.Tone;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackTextTest {
    private static final String MARK = "… (${count} characters more)";

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
                    <!here> <@U123> <!channel>      → &lt;!here&gt; &lt;@U123&gt; &lt;!channel&gt;
                    <https://evil.example|click>    → &lt;https://evil.example|click&gt;
                    a & b && c &lt; d               → a &amp; b &amp;&amp; c &amp;lt; d
                    "quoted" 'and' \\ *bold* :fire: → "quoted" 'and' \\ *bold* :fire:
                    평균응답시간 🔥 Ａ              → 평균응답시간 🔥 Ａ
                    """)
    void nothingInATextMeansAnythingToSlack(String text, String expected) {
        assertThat(escape(text, Integer.MAX_VALUE)).isEqualTo(expected);
    }

    @Test
    void lineEndsAndTabsStayAndOtherControlCharactersGo() {
        assertThat(escape("a\nb\tc\u0000d\u001be\ud83d!", 100)).isEqualTo("a\nb\tc d e\ufffd!");
    }

    @Test
    void whatTurnsTheDirectionOfTextGoes() {
        assertThat(escape("a\u202eb\u202ac\u2066d\u2069e\u2028f \ud83d\udc68\u200d\ud83d\udc69", 100))
                .isEqualTo("a b c d e f \ud83d\udc68\u200d\ud83d\udc69");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "&", "<", "🔥", "평", "<🔥", "a&🔥b"})
    void aLongTextIsCutVisiblyAndNeverInsideACharacterOrAnEntity(String piece) {
        for (int limit = 100; limit < 140; limit++) {
            String text = piece.repeat(300);
            String cut = escape(text, limit);

            int mark = cut.indexOf("… (");
            assertThat(cut.length()).isBetween(limit - 50, limit);
            assertThat(text).startsWith(unescape(cut.substring(0, mark)));
            int kept = unescape(cut.substring(0, mark)).codePoints().toArray().length;
            int all = text.codePointCount(0, text.length());
            assertThat(cut.substring(mark))
                    .isEqualTo(String.format(Locale.ROOT, "… (%,d characters more)", all - kept));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ud83e\uddd1\u200d\ud83d\ude92",
                "\u1112\u1161\u11ab",
                "e\u0301",
                "\ud83c\uddf0\ud83c\uddf7",
                "\ud83d\udc4d\ud83c\udffd",
            })
    void aTextIsCutBetweenWhatIsSeenAsCharacters(String character) {
        for (int limit = 100; limit < 120; limit++) {
            String cut = escape(character.repeat(300), limit);

            assertThat(cut.indexOf("… (") % character.length()).isZero();
            assertThat(cut).hasSizeLessThanOrEqualTo(limit);
        }
    }

    @Test
    void aCharacterWithThousandsOfMarksDoesNotTakeTheRestWithIt() {
        assertThat(escape("느림 e" + "\u0301".repeat(5000), 200))
                .startsWith("느림 e\u0301")
                .hasSizeBetween(150, 200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            … (이하 ${count}자 생략) → … (이하 950자 생략)
            … → …
            …<${count}> → …&lt;950&gt;
            """)
    void theMarkIsThatOfTheLanguage(String mark, String expected) {
        String cut = SlackText.escape("x".repeat(1000), 100, mark);
        int kept = cut.indexOf('…');

        assertThat(cut).hasSizeLessThanOrEqualTo(100);
        assertThat(cut.substring(kept)).isEqualTo(expected.replace("950", String.valueOf(1000 - kept)));
    }

    @Test
    void aMarkThatIsTooLongIsShortened() {
        String cut = SlackText.escape("x".repeat(1000), 100, "m".repeat(500));

        assertThat(cut).hasSizeBetween(40, 100).endsWith("x…");
    }

    @Test
    void aTextThatJustFitsIsNotCut() {
        assertThat(escape("x".repeat(100), 100)).isEqualTo("x".repeat(100));
        assertThat(escape("&".repeat(20), 100)).isEqualTo("&amp;".repeat(20));
        assertThat(escape("x".repeat(101), 100)).endsWith(" characters more)").hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void ofAHundredKilobytesTheOtherLinesAreKept() {
        String body = escapeBody(
                message(
                        new Line("Project", "bfb"),
                        new Line("Event message", "x".repeat(100_000)),
                        new Line("Started at", "2022-06-19 11:09:16 +0000")),
                SlackText.SECTION);

        assertThat(body).hasSizeBetween(SlackText.SECTION - 50, SlackText.SECTION);
        assertThat(body).startsWith("Project : bfb\nEvent message : xxx");
        assertThat(body).endsWith("\nStarted at : 2022-06-19 11:09:16 +0000");
        assertThat(body).containsPattern("x… \\(97,\\d{3} characters more\\)\n");
    }

    @Test
    void severalLongLinesShareTheRoom() {
        String body = escapeBody(
                message(new Line("a", "x".repeat(5000)), new Line("b", "y".repeat(5000)), new Line("c", "z")), 3000);

        assertThat(body).hasSizeLessThanOrEqualTo(3000);
        assertThat(body.chars().filter(c -> c == 'x').count()).isGreaterThan(1400);
        assertThat(body.chars().filter(c -> c == 'y').count()).isGreaterThan(1400);
        assertThat(body).endsWith("\nc : z");
    }

    @Test
    void ofVeryManyLinesTheLastAreCutVisibly() {
        Line[] lines = IntStream.range(0, 500)
                .mapToObj(i -> new Line("name", "v".repeat(50)))
                .toArray(Line[]::new);
        String body = escapeBody(message(lines), 3000);

        assertThat(body).hasSizeLessThanOrEqualTo(3000).containsPattern("\n… \\([0-9,]+ characters more\\)$");
    }

    @Test
    void aBodyThatJustFitsIsWhole() {
        Message message = message(new Line("a", "x".repeat(1494)), new Line("b", "y".repeat(1494)));
        assertThat(message.body()).hasSize(2997);
        assertThat(escapeBody(message, 3000)).isEqualTo(message.body());
    }

    private static String escape(String text, int limit) {
        return SlackText.escape(text, limit, MARK);
    }

    private static String escapeBody(Message message, int limit) {
        return SlackText.escape(message.lines(), limit, MARK);
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static Message message(Line... lines) {
        return new Message(Notice.Status.FIRING, Tone.INFO, "title", List.of(lines));
    }
}

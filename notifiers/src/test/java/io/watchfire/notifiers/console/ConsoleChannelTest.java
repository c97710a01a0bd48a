package io.watchfire.notifiers.console;

import static io.watchfire.notifiers.Sample.outgoing;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.message.Message.Tone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConsoleChannelTest {
    private static final Message MESSAGE =
            message(Tone.WARNING, "[경고] 평균응답시간", new Line("이벤트 메시지", "느림 🔥\n정말로"), new Line("이벤트 시작 시간", "오늘"));

    @Test
    void theTitleThenTheLinesThenAnEmptyLine() {
        assertThat(print(ConsoleChannel::new, MESSAGE))
                .isEqualTo("[경고] 평균응답시간\n  이벤트 메시지 : 느림 🔥\n    정말로\n  이벤트 시작 시간 : 오늘\n\n");
    }

    @ParameterizedTest
    @CsvSource({"true, '', true", "true, 1, false", "false, '', false", "false, 1, false"})
    void colourIsForTerminalsWithoutNoColor(boolean terminal, String noColor, boolean coloured) {
        String printed = print(out -> ConsoleChannel.forTerminal(out, terminal, Map.of("NO_COLOR", noColor)), MESSAGE);

        assertThat(printed.contains("\u001b[33m[경고] 평균응답시간\u001b[0m")).isEqualTo(coloured);
        assertThat(printed.contains("\u001b")).isEqualTo(coloured);
    }

    @ParameterizedTest
    @EnumSource(Tone.class)
    void everyToneHasItsColour(Tone tone) {
        assertThat(print(
                        out -> ConsoleChannel.forTerminal(out, true, Map.of()), message(tone, "t", new Line("a", "b"))))
                .startsWith("\u001b[");
    }

    @Test
    void noMessageCanGiveOrdersToTheTerminal() {
        Message message = message(Tone.INFO, "a\u001b[2Jb\nc", new Line("x", "\u0007\u009b31m\r\n\r\u007f\tend"));

        assertThat(print(ConsoleChannel::new, message))
                .isEqualTo("a\\x1b[2Jb c\n  x : \\x07\\x9b31m\n    \\x0d\\x7f\tend\n\n");
    }

    @Test
    void noMessageCanTurnTheDirectionOfTheTextAroundIt() {
        Message message =
                message(Tone.INFO, "a\u202eb\u2028c", new Line("x", "\u2066y\u2069 \ud83d\udc68\u200d\ud83d\udc69"));

        assertThat(print(ConsoleChannel::new, message))
                .isEqualTo("a\\u202eb\\u2028c\n  x : \\u2066y\\u2069 \ud83d\udc68\u200d\ud83d\udc69\n\n");
    }

    @Test
    void anOutputThatIsClosedRefuses() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };

        assertThat(new ConsoleChannel(new PrintStream(broken, true, StandardCharsets.UTF_8)).send(outgoing(MESSAGE)))
                .isEqualTo(Outcome.refused("the output is closed"));
    }

    private static String print(Function<PrintStream, ConsoleChannel> channel, Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        assertThat(channel.apply(out).send(outgoing(message))).isEqualTo(Outcome.delivered());
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Message message(Tone tone, String title, Line... lines) {
        return new Message(Notice.Status.FIRING, tone, title, List.of(lines));
    }
}

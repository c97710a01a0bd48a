package io.watchfire.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.examples.slack.SlackMessage;
import io.watchfire.examples.slack.SlackStandIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final SlackStandIn.Post POST = new SlackStandIn.Post(
            "order",
            new SlackMessage(List.of(
                    new SlackMessage.Line("주문", true, "#e01e5a"), new SlackMessage.Line("footnote", false, null))));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void messageIsPlainTextWhereNobodySeesColours() {
        screen(false).show(POST);

        assertThat(text(out)).isEqualTo("  #order\n  | 주문\n    footnote\n\n");
    }

    @Test
    void messageHasItsColouredBarOnATerminal() {
        screen(true).show(POST);

        assertThat(text(out))
                .contains("\033[38;2;224;30;90m▌\033[0m \033[1m주문\033[0m\n")
                .contains("    footnote\n");
    }

    @Test
    void progressIsNotShownWhereNobodySeesIt() {
        screen(false).progress("5 s");

        assertThat(text(err)).isEmpty();
    }

    @Test
    void progressMakesRoomForLinesAndComesBack() {
        Screen screen = screen(true);
        screen.progress("5 s");
        screen.say("btf-order slows");
        screen.progress("");
        screen.say("over");

        assertThat(text(err)).isEqualTo("5 s\r\033[K5 s\r\033[K");
        assertThat(text(out)).isEqualTo("btf-order slows\nover\n");
    }

    private Screen screen(boolean terminal) {
        return new Screen(stream(out), stream(err), terminal, terminal);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}

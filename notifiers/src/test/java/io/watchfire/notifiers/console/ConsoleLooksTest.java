package io.watchfire.notifiers.console;

import static io.watchfire.notifiers.Sample.outgoing;

import io.watchfire.notifiers.Looks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConsoleLooksTest {
    @ParameterizedTest
    @MethodSource("io.watchfire.notifiers.Looks#all")
    void eachKindOfMessageLooksAsItsFile(String name, String language) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ConsoleChannel(new PrintStream(bytes, false, StandardCharsets.UTF_8))
                .send(outgoing(Looks.message(name, language)));

        Looks.holds(
                "console/" + name + "." + language + ".txt",
                bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
    }
}

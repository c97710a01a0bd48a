package io.watchfire.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command sees of the world that it was started in.
 *
 * @param out for the answer; always UTF-8
 * @param rawOut the stream below {@code out}, which tells when nobody reads any more
 * @param err for all that is said beside the answer; always UTF-8
 * @param colour whether both streams are for people who see colours
 * @param progress whether a line that is written again and again can be seen on {@code err}
 * @param environment the environment variables
 */
record Terminal(
        InputStream in,
        PrintStream out,
        OutputStream rawOut,
        PrintStream err,
        boolean colour,
        boolean progress,
        Map<String, String> environment) {

    /** That of this process. The launcher script knows what the streams lead to, Java 17 does not. */
    static Terminal ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean outIsTerminal = Boolean.getBoolean("watchfire.terminal.out");
        boolean errIsTerminal = Boolean.getBoolean("watchfire.terminal.err");
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        return new Terminal(
                System.in,
                utf8(out),
                out,
                utf8(new FileOutputStream(FileDescriptor.err)),
                outIsTerminal && errIsTerminal && !dumb && !noColour,
                errIsTerminal && !dumb,
                environment);
    }

    private static PrintStream utf8(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}

package io.watchfire.examples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Watchfire at work on a real, small shop: six HTTP services on this machine under load, seven rules, and a Slack stand-in
 * that shows the messages. Needs no network and no account, and takes about half a minute.
 *
 * <p>{@code --format json} prints nothing but the summary. If {@code SLACK_WEBHOOK_URL} is set, every notice goes to the
 * real Slack too. Exit status 0: each rule fired, resolved, and was told both times; 1: not so, and the summary says why; 2:
 * wrong usage; 130: stopped by ctrl-c.
 */
public final class Demo {
    private static final String USAGE = "usage: demo [--format text|json]";

    private Demo() {}

    public static void main(String[] args) {
        CountDownLatch over = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main, over)));
        boolean outIsTerminal = Boolean.getBoolean("watchfire.terminal.out");
        boolean errIsTerminal = Boolean.getBoolean("watchfire.terminal.err");
        boolean colors = outIsTerminal && !System.getenv().containsKey("NO_COLOR");
        // Korean has to come out right whatever the locale of the terminal says.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        int status;
        try {
            status = run(List.of(args), System.getenv(), out, System.err, colors, errIsTerminal);
        } finally {
            over.countDown();
        }
        System.exit(status);
    }

    /**
     * Runs the demo on the calling thread; an interrupt stops it.
     *
     * @param environment where {@code SLACK_WEBHOOK_URL} is looked up
     * @param colors whether {@code out} shows colours
     * @param progress whether a line of progress goes to {@code err}
     * @return the exit status
     */
    static int run(
            List<String> args,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err,
            boolean colors,
            boolean progress) {
        boolean json = args.equals(List.of("--format", "json")) || args.equals(List.of("--format=json"));
        if (args.equals(List.of("--help"))) {
            out.println(USAGE);
            return 0;
        }
        if (!json && !args.isEmpty() && !args.equals(List.of("--format", "text"))) {
            err.println(USAGE);
            return 2;
        }
        // The story would spoil the JSON: it is told to nobody then.
        PrintStream story = json ? new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8) : out;
        try {
            Summary summary = new Rehearsal(Script.DEMO, environment, new Screen(story, err, colors, progress)).run();
            out.println(json ? json(summary) : summary.table());
            return summary.passed() ? 0 : 1;
        } catch (InterruptedException e) {
            err.println("stopped");
            return 130;
        } catch (Exception e) {
            err.println("demo: " + e.getMessage());
            return 1;
        }
    }

    static String json(Summary summary) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(summary);
    }

    /** Ctrl-c: the main thread closes what it has opened, and the program ends when it has, or after a few seconds. */
    private static void stop(Thread main, CountDownLatch over) {
        if (over.getCount() > 0) {
            main.interrupt();
            try {
                over.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

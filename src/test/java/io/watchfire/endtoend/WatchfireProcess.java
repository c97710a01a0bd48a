package io.watchfire.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of the {@code watchfire} command as a process of its own, to its end. */
record WatchfireProcess(int exitCode, String out, String err) {
    private static final long PATIENCE_SECONDS = 120;

    /**
     * @param folder where its input and output are kept
     * @param input what it reads from standard input
     */
    static WatchfireProcess run(Path folder, Map<String, String> environment, String input, String... arguments)
            throws IOException, InterruptedException {
        Path in = Files.writeString(folder.resolve("stdin"), input);
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "io.watchfire.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("the command did not end by itself; its errors: " + Files.readString(err));
        }
        return new WatchfireProcess(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** All that it printed. */
    String printed() {
        return out + err;
    }
}

package io.watchfire.cli;

import picocli.CommandLine.Option;

/** The options that say who gives an order, and why. */
final class Signature {
    @Option(names = "--author", paramLabel = "NAME", description = "Who says so. Default: the user.")
    private String author = System.getProperty("user.name", "");

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
    private String comment = "";

    String author() {
        return author;
    }

    String comment() {
        return comment;
    }
}

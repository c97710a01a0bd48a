package io.watchfire.cli;

/** For whom a command prints. */
enum OutputFormat {
    TEXT,
    JSON
}

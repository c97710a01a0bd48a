package io.watchfire.store.sqlite;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.watchfire.notifiers.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * That nobody else uses a directory: no other process, by a lock of the operating system that ends with the process, and nobody in
 * this process.
 *
 * <p>The lock of the operating system belongs to the process, and ends as soon as the process closes the file anywhere. So the file
 * may not even be opened a second time, and that is kept out where class loaders share it: in the system properties.
 */
final class DirectoryLock implements AutoCloseable {
    private static final String PROPERTY = "io.watchfire.store.sqlite.in-use:";

    private final String property;
    private final FileChannel channel;

    private DirectoryLock(String property, FileChannel channel) {
        this.property = property;
        this.channel = channel;
    }

    /** @param directory without symbolic links */
    static DirectoryLock take(Path directory) throws IOException {
        String property = PROPERTY + directory;
        if (System.getProperties().putIfAbsent(property, "true") != null) {
            throw StoreException.passing(
                    "The state in " + directory + " is in use by this process already: close that store first,"
                            + " or give each its own directory.",
                    null);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(OwnFiles.create(directory.resolve("state.lock")), READ, WRITE);
            if (channel.tryLock() == null) {
                throw StoreException.passing(
                        "The state in " + directory + " is in use by another process" + holder(channel)
                                + ": end that one first, or give each its own directory.",
                        null);
            }
            ByteBuffer pid = StandardCharsets.US_ASCII.encode(
                    Long.toString(ProcessHandle.current().pid()));
            channel.truncate(0);
            channel.write(pid, 0);
            return new DirectoryLock(property, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            System.getProperties().remove(property);
            throw e;
        }
    }

    private static String holder(FileChannel channel) {
        try {
            ByteBuffer pid = ByteBuffer.allocate(20);
            channel.read(pid, 0);
            String number = StandardCharsets.US_ASCII.decode(pid.flip()).toString();
            return number.isEmpty() ? "" : " (" + number + ")";
        } catch (IOException e) {
            return ""; // a mandatory lock, as on Windows: whose it is cannot be read
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        } finally {
            System.getProperties().remove(property);
        }
    }
}

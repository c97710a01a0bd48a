package io.watchfire.runtime.orders;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log of orders in a file: a line of JSON each, appended under a lock. A position is a number of bytes. A last line without
 * an end is not finished yet. Thread-safe.
 */
public final class OrderFile implements OrderLog {
    private final Path file;

    /** @param file need not be there yet */
    public OrderFile(Path file) {
        this.file = file;
    }

    @Override
    public synchronized void append(Order order) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            OwnFiles.directories(folder);
        }
        OwnFiles.create(file);
        ByteBuffer line = ByteBuffer.wrap((OrderJson.line(order) + "\n").getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
                FileLock lock = channel.lock()) {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
    }

    @Override
    public synchronized Orders after(long position) throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size < position) {
            return after(0); // It was removed, or begun anew.
        }
        if (size == position) {
            return new Orders(List.of(), position, List.of());
        }
        byte[] bytes = read(position);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        List<Order> orders = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String line : new String(bytes, 0, end, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isBlank()) {
                Order order = order(line, problems);
                if (order != null) {
                    orders.add(order);
                }
            }
        }
        return new Orders(orders, position + end, problems);
    }

    private byte[] read(long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(channel.size() - position));
            channel.position(position);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Until all is read.
            }
            byte[] bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            return bytes;
        }
    }

    private @Nullable Order order(String line, List<String> told) {
        Problems problems = new Problems();
        JsonValue root = JsonDocument.of(file.toString(), line).parse(problems);
        Order order = root instanceof JsonObject object ? new OrderReader(object, problems).read() : null;
        problems.sorted().stream().map(FileProblem::render).forEach(told::add);
        return order;
    }
}

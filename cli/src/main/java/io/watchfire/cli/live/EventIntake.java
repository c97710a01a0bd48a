package io.watchfire.cli.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Takes the events in bodies of requests. All bodies that are being read or wait for their turn have one bound together, so
 * that memory does not depend on how many senders there are. Thread-safe.
 */
final class EventIntake {
    static final int MAX_BODY_BYTES = 4 * 1024 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;
    /** 64 MiB. */
    private static final int CHUNKS = 1024;

    private final Consumer<Event> events;
    private final InstantSource clock;
    private final Semaphore chunks;

    EventIntake(Consumer<Event> events, InstantSource clock) {
        this(events, clock, CHUNKS);
    }

    /** @param chunks of 64 KiB for all bodies together */
    EventIntake(Consumer<Event> events, InstantSource clock, int chunks) {
        this.events = events;
        this.clock = clock;
        this.chunks = new Semaphore(chunks);
    }

    Answer take(InputStream body) throws IOException {
        int held = 0;
        try {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            for (int more = CHUNK_BYTES; more == CHUNK_BYTES; ) {
                if (!chunks.tryAcquire()) {
                    return Answer.error(503, "too many events are on their way in; send them again in a moment")
                            .with("Retry-After", "1");
                }
                held++;
                byte[] chunk = body.readNBytes(CHUNK_BYTES);
                more = chunk.length;
                read.write(chunk);
                if (read.size() > MAX_BODY_BYTES) {
                    return Answer.error(413, "the body is longer than " + MAX_BODY_BYTES + " bytes; send it in parts");
                }
            }
            return take(read.toByteArray());
        } finally {
            chunks.release(held);
        }
    }

    private Answer take(byte[] body) {
        if (body.length >= 2 && body[0] == 0x1f && body[1] == (byte) 0x8b) {
            return Answer.error(415, "packed bodies are not taken; send it without gzip");
        }
        EventBody parsed = EventBody.parse(body, clock.millis());
        if (!parsed.problems().isEmpty()) {
            return Answer.json(400, problems(parsed));
        }
        try {
            parsed.events().forEach(events);
        } catch (RejectedExecutionException e) {
            return Answer.error(503, "closing down");
        }
        return Answer.json(202, accepted(parsed.events()));
    }

    /** What lies too far ahead is refused by the engine, and counted there. */
    private ObjectNode accepted(List<Event> taken) {
        long latest = clock.millis() + EngineOptions.DEFAULT.maxAheadMillis();
        long ahead = taken.stream().filter(event -> event.time() > latest).count();
        ObjectNode answer = Answer.object().put("accepted", taken.size() - ahead);
        return ahead == 0 ? answer : answer.put("tooFarAhead", ahead);
    }

    private static ObjectNode problems(EventBody body) {
        ObjectNode answer = Answer.errorJson("the body has bad events; none of it was accepted");
        body.problems()
                .forEach(problem -> answer.withArray("problems")
                        .addObject()
                        .put(problem.unit(), problem.number())
                        .put("column", problem.column())
                        .put("message", problem.message()));
        return answer;
    }
}

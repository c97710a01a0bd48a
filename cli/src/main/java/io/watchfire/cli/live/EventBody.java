package io.watchfire.cli.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventFormatException;
import io.watchfire.evaluator.event.EventLines;
import io.watchfire.evaluator.event.EventReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The events in the body of a request: event lines, one object over several lines, or an array of objects.
 *
 * @param events empty if there are problems: a body is taken whole or not at all, so that it can be sent again
 * @param problems what is wrong, in order
 */
record EventBody(List<Event> events, List<Problem> problems) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int PROBLEMS_AT_MOST = 100;

    /**
     * What is wrong with one event.
     *
     * @param unit {@code line} or {@code index}
     * @param number of the line, from 1, or index in the array, from 0
     * @param column in the line, or in the object of the array without its blanks, from 1
     */
    record Problem(String unit, long number, int column, String message) {}

    /** @param arrivalMillis the time of events that do not say theirs, in epoch milliseconds */
    static EventBody parse(byte[] sent, long arrivalMillis) {
        byte[] body = withoutMark(sent);
        if (new String(body, StandardCharsets.UTF_8).stripLeading().startsWith("[")) {
            return array(body, arrivalMillis);
        }
        EventBody lines = lines(body, arrivalMillis);
        if (lines.problems.isEmpty()) {
            return lines;
        }
        try {
            return new EventBody(List.of(new EventReader().read(body, arrivalMillis)), List.of());
        } catch (EventFormatException e) {
            return lines;
        }
    }

    /** Without the byte order mark that some editors put at the beginning. */
    private static byte[] withoutMark(byte[] body) {
        boolean marked = body.length >= 3 && body[0] == (byte) 0xef && body[1] == (byte) 0xbb && body[2] == (byte) 0xbf;
        return marked ? Arrays.copyOfRange(body, 3, body.length) : body;
    }

    private static EventBody lines(byte[] body, long arrivalMillis) {
        List<Event> events = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try (EventLines lines = EventLines.of(
                "body",
                new ByteArrayInputStream(body),
                () -> arrivalMillis,
                bad -> problems.add(new Problem("line", bad.line(), bad.column(), bad.message())))) {
            for (Event event = lines.next(); event != null; event = lines.next()) {
                events.add(event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (events.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem("line", 1, 1, "there is no event"));
        }
        return of(events, problems);
    }

    private static EventBody array(byte[] body, long arrivalMillis) {
        EventReader reader = new EventReader();
        List<Event> events = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        int index = 0;
        try {
            for (JsonNode element : JSON.readTree(body)) {
                try {
                    events.add(reader.read(element.toString(), arrivalMillis));
                } catch (EventFormatException e) {
                    problems.add(new Problem("index", index, e.column(), e.problem()));
                }
                index++;
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            problems.add(new Problem("line", line, column, "not JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(events, problems);
    }

    private static EventBody of(List<Event> events, List<Problem> problems) {
        List<Problem> first = problems.subList(0, Math.min(PROBLEMS_AT_MOST, problems.size()));
        return new EventBody(problems.isEmpty() ? List.copyOf(events) : List.of(), List.copyOf(first));
    }
}

package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes events as lines, in the many ways in which senders may: any order, with blanks, escapes, and keys that mean nothing. */
final class EventText {
    private final Random random;

    EventText(Random random) {
        this.random = random;
    }

    byte[] of(Event event) {
        List<String> members = new ArrayList<>();
        members.add(member("time", String.valueOf(event.time())));
        members.add(member("category", quoted(event.category())));
        if (!event.tags().isEmpty() || random.nextBoolean()) {
            members.add(member("tags", object(event.tags())));
        }
        members.add(member("fields", object(event.fields())));
        if (random.nextInt(8) == 0) {
            members.add(member("sender", random.nextBoolean() ? "[1,{\"time\":2}]" : "\"\\n\""));
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(members, random);
        }
        return ("{" + String.join("," + blank(), members) + blank() + "}").getBytes(StandardCharsets.UTF_8);
    }

    private String object(Map<String, ?> entries) {
        List<String> members = new ArrayList<>();
        entries.forEach((name, value) ->
                members.add(member(name, value instanceof String text ? quoted(text) : String.valueOf(value))));
        return "{" + String.join("," + blank(), members) + "}";
    }

    private String member(String name, String value) {
        return quoted(name) + blank() + ":" + value;
    }

    private String quoted(String text) {
        boolean escapes = !text.isEmpty() && random.nextInt(16) == 0;
        return "\"" + (escapes ? String.format("\\u%04x", (int) text.charAt(0)) + text.substring(1) : text) + "\"";
    }

    private String blank() {
        return random.nextInt(12) == 0 ? " " : "";
    }
}

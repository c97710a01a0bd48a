package io.watchfire.notifiers.receiverfile;

import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.json.Suggestion;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.receiver.Policy;
import io.watchfire.notifiers.receiver.RateLimit;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverWords;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one receiver. */
final class ReceiverReader {
    private static final String HEARTBEAT = "heartbeat";
    private static final long SHORTEST_HEARTBEAT_MILLIS = 60_000;
    private static final String RATE_LIMIT = "rateLimit";
    private static final List<String> KEYS = keys();
    private static final List<String> LANGUAGES = List.of("en", "ko");
    private static final List<String> LEVELS =
            Arrays.stream(Level.values()).map(Level::text).toList();

    private final ObjectReader reader;
    private final Placeholders placeholders;
    private final ReceiverNames names;
    private final Problems problems;

    ReceiverReader(JsonObject object, Placeholders placeholders, ReceiverNames names, Problems problems) {
        this.reader = new ObjectReader(object, "a receiver", ReceiverFileReader.withPolicy(KEYS), problems);
        this.names = names;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /**
     * The receiver; empty if it lacks something, which is then told.
     *
     * @param byName the receivers read before; this one is added
     */
    Optional<Receiver> read(boolean allowPrivateNetworks, Map<String, JsonObject> byName) {
        String name = required("name", "notices and messages call the receiver by it");
        checkName(name, byName);
        String type = type();
        List<String> tags = tags();
        boolean untagged = reader.bool("untagged", true);
        String level = oneOf("minLevel", LEVELS, filled("minLevel"));
        String language = oneOf("language", LANGUAGES, filled("language"));
        ZoneId zone = zone();
        SettingsReader.Settings settings =
                new SettingsReader(reader, placeholders, problems, allowPrivateNetworks).read(type);
        String spoken = language == null ? "en" : language;
        ReceiverWords words = new WordsReader(reader, placeholders, problems).read(spoken);
        Policy policy = new PolicyReader(reader, names, problems).read().withHeartbeat(heartbeat());
        RateLimit rateLimit = rateLimit();
        if (name == null || type == null) {
            return Optional.empty();
        }
        Level minLevel = level == null ? null : Level.ofText(level).orElseThrow();
        return Optional.of(new Receiver(
                name,
                type,
                tags,
                untagged,
                minLevel,
                spoken,
                zone,
                settings.url(),
                words,
                policy,
                settings.settings(),
                rateLimit == null ? RateLimit.ofType(type) : rateLimit));
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(
                List.of("name", "type", "tags", "untagged", "minLevel", "language", "zone", HEARTBEAT, RATE_LIMIT));
        keys.addAll(SettingsReader.ALL_KEYS);
        keys.addAll(WordsReader.KEYS);
        return keys;
    }

    private void checkName(@Nullable String name, Map<String, JsonObject> byName) {
        JsonObject first = name == null ? null : byName.putIfAbsent(name, reader.object());
        JsonText text = reader.text("name");
        if (first != null && text != null) {
            problems.error(
                    text,
                    "duplicate-name",
                    "another receiver has this name, on line "
                            + first.document().line(first.offset()),
                    "give one of them another name");
        }
    }

    private @Nullable String type() {
        List<String> known = SettingsReader.TYPES;
        String type = required("type", "types are: " + String.join(", ", known));
        return type != null && SettingsReader.isType(type) ? type : oneOf("type", known, type);
    }

    private @Nullable String required(String key, String help) {
        if (!reader.has(key)) {
            reader.missing(key, help);
        }
        return filled(key);
    }

    private @Nullable String filled(String key) {
        JsonText text = reader.text(key);
        return text == null ? null : placeholders.fill(text);
    }

    private @Nullable String oneOf(String key, List<String> known, @Nullable String value) {
        if (value == null || known.contains(value)) {
            return value;
        }
        JsonText text = reader.text(key);
        if (text != null) {
            problems.error(
                    text,
                    "bad-value",
                    shown(text) + " cannot stand here",
                    Placeholders.in(text) ? "known are: " + String.join(", ", known) : Suggestion.help(value, known));
        }
        return null;
    }

    private @Nullable Long heartbeat() {
        Long millis = reader.duration(HEARTBEAT, 0);
        JsonText text = reader.text(HEARTBEAT);
        if (millis == null || text == null || millis >= SHORTEST_HEARTBEAT_MILLIS) {
            return millis;
        }
        problems.error(text, "bad-value", "a heartbeat comes once a minute at most", "write \"1h\", or \"1m\"");
        return null;
    }

    private @Nullable RateLimit rateLimit() {
        JsonObject object = reader.object(RATE_LIMIT);
        if (object == null) {
            return null;
        }
        ObjectReader limit = new ObjectReader(object, "\"" + RATE_LIMIT + "\"", List.of("per", "burst"), problems);
        if (!limit.has("per")) {
            limit.missing("per", "it says in which time one message goes out, as \"1s\"");
        }
        Long per = limit.duration("per", 1);
        Integer burst = limit.count("burst", 1);
        JsonText text = limit.text("per");
        if (per != null && text != null && per > RateLimit.LONGEST_MILLIS) {
            problems.error(
                    text, "bad-value", text.value() + " is too long", "\"per\" is from 1ms to 10m; write \"1s\", say");
            return null;
        }
        return per == null ? null : new RateLimit(per, burst == null ? 1 : burst);
    }

    private List<String> tags() {
        List<JsonText> texts = reader.texts("tags");
        List<String> tags = new ArrayList<>();
        for (JsonText text : texts == null ? List.<JsonText>of() : texts) {
            String tag = placeholders.fill(text);
            if (tag != null) {
                tags.add(tag);
            }
        }
        return tags;
    }

    private ZoneId zone() {
        JsonText text = reader.text("zone");
        String zone = text == null ? null : placeholders.fill(text);
        if (text == null || zone == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            problems.error(
                    text,
                    "unknown-zone",
                    shown(text) + " is not a time zone",
                    "zones are written as Asia/Seoul, UTC or +09:00");
            return ZoneOffset.UTC;
        }
    }

    /** A text as a message may show it: as it stands in the file, never what was put in. */
    private static String shown(JsonText text) {
        return text.value().contains("://") ? "this" : "\"" + text.value() + "\"";
    }
}

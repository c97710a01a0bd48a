package io.watchfire.evaluator.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measurement of one series: a category, tags that name the series, and fields with what was measured.
 *
 * <pre>{@code
 * Event.of("app_counter")
 *         .at(Instant.now())
 *         .tag("okindName", "btf-order")
 *         .field("resp_time", 2310)
 *         .build();
 * }</pre>
 *
 * <p>Field values are numbers (kept as doubles), texts or booleans. Immutable.
 */
public final class Event {
    private final long time;
    private final String category;
    private final Map<String, String> tags;
    private final Map<String, Object> fields;

    /** Made with the event: judging it makes nothing. */
    private final Labels labels;

    /** Takes the maps as they are: nobody may change them any more. */
    Event(long time, String category, Map<String, String> tags, Map<String, Object> fields) {
        this.time = time;
        this.category = category;
        this.tags = Collections.unmodifiableMap(tags);
        this.fields = Collections.unmodifiableMap(fields);
        this.labels = Labels.of(tags);
    }

    /** Begins an event of a category. */
    public static Builder of(String category) {
        return new Builder(category);
    }

    /**
     * An event of a map of the shape of an event line: {@code time} (a number of epoch milliseconds, a text with offset or
     * an Instant), {@code category}, {@code tags} and {@code fields}. Other keys are passed over.
     *
     * @throws EventFormatException if a part is missing or of a wrong type
     */
    public static Event ofMap(Map<String, ?> map) {
        return EventMap.read(map, null);
    }

    /** As {@link #ofMap(Map)}; an event that does not say its time gets that of its arrival, in epoch milliseconds. */
    public static Event ofMap(Map<String, ?> map, long arrivalMillis) {
        return EventMap.read(map, arrivalMillis);
    }

    /** When it happened, in epoch milliseconds. */
    public long time() {
        return time;
    }

    public String category() {
        return category;
    }

    /** Names and values of the tags, in the order given. */
    public Map<String, String> tags() {
        return tags;
    }

    /** The tags as labels, which name the series. */
    public Labels labels() {
        return labels;
    }

    /** Names and values of the fields, in the order given; each value is a Double, a String or a Boolean. */
    public Map<String, Object> fields() {
        return fields;
    }

    @Override
    public String toString() {
        return Instant.ofEpochMilli(time) + " " + category + " " + tags + " " + fields;
    }

    /** Collects the parts of an {@link Event}. Not thread-safe. */
    public static final class Builder {
        private final String category;
        private final Map<String, String> tags = new LinkedHashMap<>();
        private final Map<String, Object> fields = new LinkedHashMap<>();
        private @Nullable Long time;

        private Builder(String category) {
            this.category = category;
        }

        public Builder at(Instant time) {
            return at(time.toEpochMilli());
        }

        /** Sets the time in epoch milliseconds. */
        public Builder at(long epochMillis) {
            this.time = epochMillis;
            return this;
        }

        public Builder tag(String name, String value) {
            tags.put(name, value);
            return this;
        }

        /**
         * Sets a field. A null value, NaN and the infinities leave it missing.
         *
         * @throws IllegalArgumentException if the value is not a number, a text or a boolean
         */
        public Builder field(String name, @Nullable Object value) {
            if (value instanceof Number number) {
                double d = number.doubleValue();
                if (Double.isFinite(d)) {
                    fields.put(name, d);
                } else {
                    fields.remove(name);
                }
            } else if (value == null) {
                fields.remove(name);
            } else if (value instanceof CharSequence || value instanceof Character) {
                fields.put(name, value.toString());
            } else if (value instanceof Boolean) {
                fields.put(name, value);
            } else {
                throw new IllegalArgumentException(
                        "field " + name + ": a " + value.getClass().getName() + " is no number, text or boolean");
            }
            return this;
        }

        /**
         * The event.
         *
         * @throws IllegalStateException if {@link #at} was not called
         */
        public Event build() {
            if (time == null) {
                throw new IllegalStateException("the event has no time: call at(..), or buildAt(..) with its arrival");
            }
            return buildAt(time);
        }

        /** The event; if {@link #at} was not called, it happened when it arrived. */
        public Event buildAt(long arrivalMillis) {
            long when = time == null ? arrivalMillis : time;
            return new Event(when, category, new LinkedHashMap<>(tags), new LinkedHashMap<>(fields));
        }
    }
}

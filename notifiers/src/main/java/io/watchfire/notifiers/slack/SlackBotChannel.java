package io.watchfire.notifiers.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.http.GuardedHttp;
import io.watchfire.notifiers.http.HttpAnswer;
import io.watchfire.notifiers.http.IoFailure;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.receiver.ReceiverSettings.SlackBot;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages to one channel by a Slack app's token: one thread for each alert. The first message stands in the channel,
 * all later ones below it; at the end it is edited to say so. Made by {@link SlackChannels}.
 *
 * <p>A thread is known by {@code channel/ts} of its first message, which is the reference that is given back.
 */
final class SlackBotChannel implements Channel {
    private static final Pattern REFERENCE = Pattern.compile("([A-Z0-9]+)/([0-9]+\\.[0-9]+)");

    /** Slack sends back the whole message. */
    private static final int ANSWER_BYTES = 1 << 20;

    private final GuardedHttp http;
    private final SlackBot bot;
    private final InstantSource clock;

    SlackBotChannel(GuardedHttp http, SlackBot bot, InstantSource clock) {
        this.http = http;
        this.bot = bot;
        this.clock = clock;
    }

    /** Where a message stands. */
    private record Place(String channel, String ts) {
        /** Null if the reference is none of ours: the receiver may have been of another kind before. */
        static @Nullable Place of(@Nullable String reference) {
            Matcher place = REFERENCE.matcher(reference == null ? "" : reference);
            return place.matches() ? new Place(place.group(1), place.group(2)) : null;
        }

        String reference() {
            return channel + "/" + ts;
        }
    }

    /** An answer, and what it holds if it is as it should be. */
    private record Answer(
            HttpAnswer http,
            boolean ok,
            String error,
            @Nullable Place place) {}

    @Override
    public Outcome send(Outgoing outgoing) {
        Message message = outgoing.message();
        Place thread = Place.of(outgoing.reference());
        if (message.status() == Notice.Status.SUMMARY) {
            // It is about what was not told, so it hides in no thread, and makes none.
            Outcome outcome = attempt(() -> post(message));
            return outcome instanceof Outcome.Delivered ? Outcome.delivered() : outcome;
        }
        return attempt(() -> thread == null ? post(message) : reply(message, thread, outgoing.concludes()));
    }

    private interface Call {
        Outcome run() throws IOException;
    }

    private static Outcome attempt(Call call) {
        try {
            return call.run();
        } catch (IOException e) {
            return IoFailure.outcome(e, "Slack");
        } catch (IllegalArgumentException e) {
            return Outcome.refused("the API URL or the token cannot be used");
        }
    }

    /** First the edit, which may be done twice without harm, then the reply, which may not. */
    private Outcome reply(Message message, Place thread, boolean concludes) throws IOException {
        if (concludes) {
            Answer edited = call("chat.update", message, thread.channel(), "ts", thread.ts());
            if (!edited.ok() && !SlackErrors.isOfThread(edited.error())) {
                Outcome outcome = failure(edited);
                if (outcome instanceof Outcome.Retry) {
                    return outcome;
                }
            }
        }
        Answer answer = call("chat.postMessage", message, thread.channel(), "thread_ts", thread.ts());
        if (answer.ok()) {
            return Outcome.delivered(thread.reference());
        }
        return SlackErrors.isOfThread(answer.error()) ? post(message) : failure(answer);
    }

    private Outcome post(Message message) throws IOException {
        Answer answer = call("chat.postMessage", message, bot.channel(), "thread_ts", null);
        if (!answer.ok()) {
            return failure(answer);
        }
        return answer.place() == null
                ? Outcome.delivered()
                : Outcome.delivered(answer.place().reference());
    }

    private Answer call(String method, Message message, String channel, String key, @Nullable String ts)
            throws IOException {
        JsonObject payload = SlackPayload.tree(message);
        Answer answer = call(method, payload, channel, key, ts);
        return !answer.ok() && SlackErrors.isOfForm(answer.error())
                ? call(method, SlackPayload.plainTree(message), channel, key, ts)
                : answer;
    }

    private Answer call(String method, JsonObject payload, String channel, String key, @Nullable String ts)
            throws IOException {
        payload.addProperty("channel", channel);
        if (ts != null) {
            payload.addProperty(key, ts);
        }
        HttpAnswer answer = http.post(
                bot.apiUrl() + method,
                Map.of("Authorization", "Bearer " + bot.token().reveal()),
                payload.toString(),
                ANSWER_BYTES);
        return read(answer);
    }

    private static Answer read(HttpAnswer answer) {
        try {
            JsonElement body = JsonParser.parseString(answer.body());
            if (answer.isTaken() && body instanceof JsonObject object) {
                String channel = text(object, "channel");
                String ts = text(object, "ts");
                return new Answer(
                        answer,
                        object.get("ok") != null && object.get("ok").getAsBoolean(),
                        text(object, "error"),
                        channel.isEmpty() || ts.isEmpty() ? null : new Place(channel, ts));
            }
        } catch (JsonParseException | UnsupportedOperationException | IllegalStateException e) {
            // Told below as an answer that is none.
        }
        return new Answer(answer, false, "", null);
    }

    private static String text(JsonObject object, String key) {
        return object.get(key) != null && object.get(key).isJsonPrimitive()
                ? object.get(key).getAsString()
                : "";
    }

    private Outcome failure(Answer answer) {
        String said = "Slack answered " + answer.http().code() + SlackErrors.shown(answer.error(), bot.token());
        if (!answer.http().isTaken()) {
            return answer.http().outcome(said, clock);
        }
        if (answer.error().isEmpty()) {
            return Outcome.uncertain(said + " without saying whether it took the message");
        }
        return SlackErrors.isPassing(answer.error()) ? answer.http().retry(said, clock) : Outcome.refused(said);
    }

    @Override
    public String toString() {
        return "SlackBotChannel[" + bot.channel() + "]";
    }
}

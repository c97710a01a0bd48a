package io.watchfire.notifiers.receiver;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a receiver's type needs to know beside the URL. Immutable. */
public sealed interface ReceiverSettings {
    /** Nothing: what holds for a console, and for an incoming webhook of Slack itself. */
    ReceiverSettings NONE = new None();

    /** See {@link #NONE}. */
    record None() implements ReceiverSettings {}

    /** An incoming webhook of a server that takes Slack's older messages: attachments, and texts in Markdown. */
    record SlackCompatible() implements ReceiverSettings {}

    /**
     * A Slack app that posts by its token.
     *
     * @param channel id of a channel, or its name
     * @param apiUrl what the names of the API's methods are put behind; ends with a slash
     */
    record SlackBot(Secret token, String channel, String apiUrl) implements ReceiverSettings {
        public static final String API_URL = "https://slack.com/api/";
    }

    /**
     * A web service that takes JSON.
     *
     * @param format what is posted if there is no payload
     * @param payload JSON whose texts are templates; null: none
     * @param headers that go with each request, by name
     * @param signingSecret key of the signature; null: requests are not signed
     */
    record Webhook(
            Format format,
            @Nullable Secret payload,
            Map<String, Secret> headers,
            @Nullable Secret signingSecret) implements ReceiverSettings {
        public Webhook {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        /** Fixed forms of the JSON. */
        public enum Format {
            WATCHFIRE,
            /** That of Alertmanager's webhook, version 4. */
            ALERTMANAGER
        }
    }

    /**
     * People who are told by e-mail.
     *
     * @param host of the server that takes the mail
     * @param user name at that server; null: it wants none
     * @param from address of the sender
     * @param to addresses, at least one
     */
    record Email(
            String host,
            int port,
            Tls tls,
            @Nullable String user,
            @Nullable Secret password,
            String from,
            List<String> to)
            implements ReceiverSettings {
        public Email {
            to = List.copyOf(to);
        }

        /** When the connection becomes secure. */
        public enum Tls {
            /** After STARTTLS; a server that does not offer it gets nothing. */
            STARTTLS,
            /** From the start. */
            IMPLICIT,
            /** Never: for servers in private networks only. */
            NONE
        }
    }

    /** What a type of the application's own needs, by name. */
    record Own(Map<String, Secret> texts) implements ReceiverSettings {
        public Own {
            texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        }
    }
}

package io.watchfire.notifiers.receiverfile;

import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.json.JsonArray;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.json.Suggestion;
import io.watchfire.notifiers.receiver.ReceiverSettings;
import io.watchfire.notifiers.receiver.ReceiverSettings.Email;
import io.watchfire.notifiers.receiver.ReceiverSettings.Own;
import io.watchfire.notifiers.receiver.ReceiverSettings.SlackBot;
import io.watchfire.notifiers.receiver.ReceiverSettings.SlackCompatible;
import io.watchfire.notifiers.receiver.ReceiverSettings.Webhook;
import io.watchfire.notifiers.receiver.Secret;
import io.watchfire.notifiers.receiver.UrlGuard;
import io.watchfire.notifiers.webhook.PayloadTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what only receivers of one type have. */
final class SettingsReader {
    /** The keys of each type. */
    private static final Map<String, List<String>> KEYS = Map.of(
            "slack", List.of("webhookUrl", "dialect", "token", "channel", "apiUrl"),
            "webhook", List.of("url", "format", "payload", "headers", "signingSecret"),
            "email", List.of("host", "port", "tls", "username", "password", "from", "recipients"),
            "console", List.of());

    /** Types of the application's own. */
    private static final Pattern OWN = Pattern.compile("x-[a-z0-9]+(-[a-z0-9]+)*");

    private static final List<String> OWN_KEYS = List.of("settings");

    static final List<String> TYPES = List.of("slack", "webhook", "email", "console");
    static final List<String> ALL_KEYS = Stream.concat(TYPES.stream().map(KEYS::get), Stream.of(OWN_KEYS))
            .flatMap(List::stream)
            .toList();

    private static final List<String> DIALECTS = List.of("slack", "mattermost", "rocketchat");
    private static final Map<String, Webhook.Format> FORMATS =
            Map.of("watchfire", Webhook.Format.WATCHFIRE, "alertmanager", Webhook.Format.ALERTMANAGER);
    private static final Map<String, Email.Tls> TLS =
            Map.of("starttls", Email.Tls.STARTTLS, "implicit", Email.Tls.IMPLICIT, "none", Email.Tls.NONE);

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");
    /** What the request itself says. */
    private static final List<String> TAKEN_HEADERS = List.of(
            "host",
            "content-type",
            "content-length",
            "content-encoding",
            "transfer-encoding",
            "accept-encoding",
            "connection",
            "expect",
            "upgrade",
            "te",
            "trailer",
            "idempotency-key");

    /** One at sign, a host, and nothing that could begin another header or address. */
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\"(),:;\\[\\]\\\\]+@[A-Za-z0-9.-]+[A-Za-z0-9]");

    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final int SMTP = 25;
    private static final int HIGHEST_PORT = 65_535;

    private final ObjectReader reader;
    private final Placeholders placeholders;
    private final Problems problems;
    private final boolean allowPrivate;

    SettingsReader(ObjectReader reader, Placeholders placeholders, Problems problems, boolean allowPrivate) {
        this.reader = reader;
        this.placeholders = placeholders;
        this.problems = problems;
        this.allowPrivate = allowPrivate;
    }

    /** What was read; the settings are of use only if no problem was found. */
    record Settings(@Nullable Secret url, ReceiverSettings settings) {
        static final Settings NONE = new Settings(null, ReceiverSettings.NONE);
    }

    static boolean isType(String type) {
        return TYPES.contains(type) || OWN.matcher(type).matches();
    }

    /** @param type null if it is missing or none that is known */
    Settings read(@Nullable String type) {
        if (type == null) {
            return Settings.NONE;
        }
        refuseKeysOfOthers(type);
        return switch (type) {
            case "slack" -> slack();
            case "webhook" -> webhook();
            case "email" -> new Settings(null, email());
            case "console" -> Settings.NONE;
            default -> new Settings(null, own());
        };
    }

    private void refuseKeysOfOthers(String type) {
        List<String> own = KEYS.getOrDefault(type, OWN_KEYS);
        for (String key : ALL_KEYS) {
            if (reader.has(key) && !own.contains(key)) {
                List<String> types = new ArrayList<>(TYPES.stream()
                        .filter(other -> KEYS.getOrDefault(other, List.of()).contains(key))
                        .toList());
                problems.errorAtKey(
                        reader.object(),
                        key,
                        "unknown-key",
                        "a receiver of type \"" + type + "\" has no \"" + key + "\"",
                        types.isEmpty()
                                ? "\"" + key + "\" is for types that begin with x-"
                                : "remove it, or write \"type\": \"" + types.get(0) + "\"");
            }
        }
    }

    private Settings slack() {
        boolean bot = reader.has("token") || reader.has("channel") || reader.has("apiUrl");
        if (!bot) {
            if (!reader.has("webhookUrl")) {
                reader.missing(
                        "webhookUrl",
                        "such as \"${env:SLACK_WEBHOOK_URL}\"; or \"token\" and \"channel\" of a Slack app");
            }
            String dialect = oneOf("dialect", DIALECTS);
            boolean compatible = dialect != null && !dialect.equals("slack");
            return new Settings(url("webhookUrl"), compatible ? new SlackCompatible() : ReceiverSettings.NONE);
        }
        for (String key : List.of("webhookUrl", "dialect")) {
            if (reader.has(key)) {
                problems.errorAtKey(
                        reader.object(),
                        key,
                        "conflicting-keys",
                        "\"" + key + "\" and \"token\" with \"channel\" are two ways to post to Slack",
                        "remove one of them");
            }
        }
        String token = required("token", "such as \"${env:SLACK_BOT_TOKEN}\"");
        String channel = required("channel", "id of the channel, or its name");
        String api = SlackBot.API_URL;
        if (reader.has("apiUrl")) {
            Secret own = url("apiUrl");
            api = own == null ? api : own.reveal().endsWith("/") ? own.reveal() : own.reveal() + "/";
        }
        boolean usable = token == null || checkHeaderValue("token", token);
        return token == null || channel == null || !usable
                ? Settings.NONE
                : new Settings(null, new SlackBot(new Secret(token), channel, api));
    }

    private boolean checkHeaderValue(String key, String value) {
        JsonText text = reader.text(key);
        if (text != null && !HEADER_VALUE.matcher(value).matches()) {
            problems.error(text, "bad-value", "this is no token: it holds other characters than printable ASCII", null);
            return false;
        }
        return true;
    }

    private Settings webhook() {
        if (!reader.has("url")) {
            reader.missing("url", "such as \"https://alerts.example.com/hook\"");
        }
        Webhook.Format format = Webhook.Format.WATCHFIRE;
        String word = oneOf("format", List.of("watchfire", "alertmanager"));
        if (word != null) {
            format = FORMATS.getOrDefault(word, format);
        }
        if (reader.has("format") && reader.has("payload")) {
            problems.errorAtKey(
                    reader.object(),
                    "format",
                    "conflicting-keys",
                    "\"format\" and \"payload\" both say what is posted",
                    "remove one of them");
        }
        String signingSecret = filled("signingSecret");
        return new Settings(
                url("url"),
                new Webhook(format, payload(), headers(), signingSecret == null ? null : new Secret(signingSecret)));
    }

    private @Nullable Secret payload() {
        JsonValue payload = reader.object().get("payload");
        if (payload == null) {
            return null;
        }
        if (!(payload instanceof JsonObject) && !(payload instanceof JsonArray)) {
            reader.wrongType(payload, "an object { } or an array [ ]");
            return null;
        }
        return new Secret(PayloadText.of(payload, this::template));
    }

    private String template(JsonText text) {
        String filled = placeholders.fill(text);
        if (filled == null) {
            return "";
        }
        PayloadTemplate.check(filled).forEach(problem -> {
            if (Placeholders.in(text) || ReceiverFile.mayBeSecret(text)) {
                problems.error(text, problem.code(), "in this template " + problem.message(), problem.help());
            } else {
                problems.addInside(
                        text, Severity.ERROR, problem.code(), problem.message(), problem.help(), problem.span(), null);
            }
        });
        return filled;
    }

    private Map<String, Secret> headers() {
        return texts("headers", (name, text) -> {
            if (!HEADER_NAME.matcher(name).matches()) {
                problems.error(text, "bad-header", "its name is none that a header can have", null);
            } else if (TAKEN_HEADERS.contains(name.toLowerCase(Locale.ROOT))
                    || name.toLowerCase(Locale.ROOT).startsWith("x-watchfire-")) {
                problems.error(text, "bad-header", "the header " + name + " is set by the request itself", "remove it");
            } else {
                String value = placeholders.fill(text);
                if (value != null && !HEADER_VALUE.matcher(value).matches()) {
                    problems.error(
                            text,
                            "bad-header",
                            "a header holds nothing but printable ASCII, without blanks around it",
                            null);
                }
                return value;
            }
            return null;
        });
    }

    private Own own() {
        return new Own(texts("settings", (name, text) -> placeholders.fill(text)));
    }

    private interface Filling {
        @Nullable
        String fill(String name, JsonText text);
    }

    private Map<String, Secret> texts(String key, Filling filling) {
        Map<String, Secret> texts = new LinkedHashMap<>();
        JsonObject object = reader.object(key);
        if (object == null) {
            return texts;
        }
        for (String name : object.keys()) {
            JsonValue value = object.get(name);
            if (value instanceof JsonText text) {
                String filled = filling.fill(name, text);
                if (filled != null) {
                    texts.put(name, new Secret(filled));
                }
            } else if (value != null) {
                reader.wrongType(value, "a text");
            }
        }
        return texts;
    }

    private ReceiverSettings email() {
        String host = required("host", "such as \"smtp.example.com\"");
        String word = oneOf("tls", List.of("starttls", "implicit", "none"));
        Email.Tls tls = word == null ? Email.Tls.STARTTLS : TLS.getOrDefault(word, Email.Tls.STARTTLS);
        Integer port = reader.count("port", 1);
        if (port != null && port > HIGHEST_PORT) {
            JsonValue value = reader.object().get("port");
            if (value != null) {
                problems.error(value, "bad-value", "there is no such port: ports are 1 to " + HIGHEST_PORT, null);
            }
        }
        String username = filled("username");
        String password = filled("password");
        if (reader.has("username") != reader.has("password")) {
            String lacking = reader.has("username") ? "password" : "username";
            reader.missing(lacking, "\"username\" and \"password\" stand together or not at all");
        }
        if (tls == Email.Tls.NONE) {
            checkPlain();
        }
        checkHost(host, tls);
        String from = required("from", "the sender's address");
        checkAddress(reader.text("from"), from);
        if (!reader.has("recipients")) {
            reader.missing("recipients", "such as [\"ops@example.com\"]");
        }
        List<String> recipients = recipients();
        return host == null || from == null
                ? ReceiverSettings.NONE
                : new Email(
                        host,
                        port == null ? port(tls) : port,
                        tls,
                        username,
                        password == null ? null : new Secret(password),
                        from,
                        recipients);
    }

    private void checkPlain() {
        JsonText text = reader.text("tls");
        if (text == null) {
            return;
        }
        if (!allowPrivate) {
            problems.error(
                    text,
                    "bad-value",
                    "mail without TLS is for private networks, when they are allowed",
                    "write \"starttls\", or \"allowPrivateNetworks\": true");
        } else if (reader.has("password")) {
            problems.error(
                    text, "bad-value", "without TLS the password would be sent for all to read", "write \"starttls\"");
        }
    }

    private void checkHost(@Nullable String host, Email.Tls tls) {
        JsonText text = reader.text("host");
        if (host == null || text == null) {
            return;
        }
        // As if mail went by https: the same addresses are permitted.
        String scheme = tls == Email.Tls.NONE && allowPrivate ? "http" : "https";
        UrlGuard.check(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + "/", allowPrivate)
                .ifPresent(why -> problems.error(text, "refused-host", "this host " + why, null));
        if (host.contains("/") || host.contains("?") || host.contains("#")) {
            problems.error(text, "refused-host", "this is no name of a host", "write it without protocol and path");
        }
    }

    private List<String> recipients() {
        List<JsonText> texts = reader.texts("recipients");
        List<String> addresses = new ArrayList<>();
        for (JsonText text : texts == null ? List.<JsonText>of() : texts) {
            String address = placeholders.fill(text);
            checkAddress(text, address);
            if (address != null) {
                addresses.add(address);
            }
        }
        JsonValue value = reader.object().get("recipients");
        if (texts != null && texts.isEmpty() && value != null) {
            problems.error(value, "bad-value", "this list is empty, so nobody would get the mail", null);
        }
        return addresses;
    }

    private void checkAddress(@Nullable JsonText text, @Nullable String address) {
        if (text != null && address != null && !ADDRESS.matcher(address).matches()) {
            problems.error(
                    text, "bad-address", "this is no e-mail address", "addresses are written as ops@example.com");
        }
    }

    private static int port(Email.Tls tls) {
        return switch (tls) {
            case STARTTLS -> SUBMISSION;
            case IMPLICIT -> SUBMISSIONS;
            case NONE -> SMTP;
        };
    }

    private @Nullable Secret url(String key) {
        JsonText text = reader.text(key);
        String url = text == null ? null : placeholders.fill(text);
        if (text == null || url == null) {
            return null;
        }
        UrlGuard.check(url, allowPrivate)
                .ifPresent(why -> problems.error(
                        text,
                        "refused-url",
                        "this URL " + why,
                        Placeholders.in(text) ? "look at what it was made of" : null));
        return new Secret(url);
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

    private @Nullable String oneOf(String key, List<String> known) {
        JsonText text = reader.text(key);
        String value = text == null ? null : placeholders.fill(text);
        if (text != null && value != null && !known.contains(value)) {
            problems.error(
                    text,
                    "bad-value",
                    "this cannot stand here",
                    Placeholders.in(text) ? "known are: " + String.join(", ", known) : Suggestion.help(value, known));
            return null;
        }
        return value;
    }
}

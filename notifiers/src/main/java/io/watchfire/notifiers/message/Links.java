package io.watchfire.notifiers.message;

import io.watchfire.evaluator.template.MessageTemplate;
import io.watchfire.notifiers.message.Message.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The links of one message: those of all its alerts, none twice. */
final class Links {
    /** As many as Slack takes in one row of buttons. */
    private static final int MOST = 25;
    /** Of several alerts, those of the worst: more buttons would hide the message. */
    private static final int MOST_OF_SEVERAL = 5;

    /** Slack takes no longer URL. */
    private static final int LONGEST = 3000;

    private final TemplateFiller filler;
    private final List<String> errors;
    private final int most;
    private final Map<String, Link> byUrl = new LinkedHashMap<>();
    private final Map<String, String> suffixes = new LinkedHashMap<>();
    private final Map<String, Set<String>> urlsOfName = new LinkedHashMap<>();

    /** @param ofOne whether the message is about one alert */
    Links(TemplateFiller filler, List<String> errors, boolean ofOne) {
        this.most = ofOne ? MOST : MOST_OF_SEVERAL;
        this.filler = filler;
        this.errors = errors;
    }

    /** @param suffix what tells the alert from others in the message; empty if there are none */
    void add(AlertText alert, String suffix) {
        Map<String, MessageTemplate> links =
                alert.transition().rule().notices().templates().links();
        links.forEach((name, template) -> {
            String url = filler.fillUrl("links." + name, template, alert);
            if (url != null && url.length() > LONGEST) {
                errors.add("links." + name + ": the link is longer than " + LONGEST + " characters");
            } else if (url != null) {
                byUrl.putIfAbsent(url, new Link(name, url));
                urlsOfName.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(url);
                suffixes.putIfAbsent(url, suffix);
            }
        });
    }

    /** The links; of those that share a name each has what tells its alert from the others. */
    List<Link> shown() {
        List<Link> links = new ArrayList<>();
        for (Link link : byUrl.values()) {
            String suffix = suffixes.getOrDefault(link.url(), "");
            boolean alone = suffix.isEmpty()
                    || urlsOfName.getOrDefault(link.name(), Set.of()).size() < 2;
            links.add(alone ? link : new Link(link.name() + ": " + suffix, link.url()));
        }
        return links.subList(0, Math.min(most, links.size()));
    }

    /** How many there are beside those. */
    int left() {
        return Math.max(0, byUrl.size() - most);
    }
}

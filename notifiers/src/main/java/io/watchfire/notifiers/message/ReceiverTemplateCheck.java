package io.watchfire.notifiers.message;

import io.watchfire.evaluator.rule.AlertNames;
import io.watchfire.evaluator.rule.Category;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.template.MessageTemplate;
import io.watchfire.evaluator.template.ParsedTemplate;
import io.watchfire.evaluator.template.TemplateNames;
import io.watchfire.evaluator.template.TemplateParser;
import io.watchfire.evaluator.template.ValueKind;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks receivers' templates against rules, whose categories say which names there are. */
public final class ReceiverTemplateCheck {
    /**
     * A name or format in a receiver's template that no rule has a use for.
     *
     * @param key {@code title} or {@code body}
     * @param template the text in which the problem has its place
     */
    public record Found(Receiver receiver, String key, String template, ParsedTemplate.Problem problem) {
        /** The problem for people, on one line. */
        @Override
        public String toString() {
            String help = problem.help() == null ? "" : "; " + problem.help();
            return "receiver " + receiver.name() + ": " + key + ": " + problem.message() + help;
        }
    }

    private ReceiverTemplateCheck() {}

    /** What is wrong; nothing if the rules declare no categories, for then any name may come. */
    public static List<Found> check(RuleSet rules, ReceiverSet receivers) {
        List<Found> found = new ArrayList<>();
        if (!rules.categories().isEmpty()) {
            TemplateNames names = names(rules);
            for (Receiver receiver : receivers.receivers()) {
                check(receiver, "title", receiver.words().title(), names, found);
                check(receiver, "body", receiver.words().body(), names, found);
            }
        }
        return found;
    }

    private static void check(
            Receiver receiver, String key, @Nullable MessageTemplate template, TemplateNames names, List<Found> found) {
        if (template != null) {
            TemplateParser.parse(template.source(), names)
                    .problems()
                    .forEach(problem -> found.add(new Found(receiver, key, template.source(), problem)));
        }
    }

    private static TemplateNames names(RuleSet rules) {
        Map<String, ValueKind> ofEvents = new LinkedHashMap<>();
        for (Category category : rules.categories().values()) {
            category.tags().forEach(tag -> add(ofEvents, tag, ValueKind.TEXT));
            category.fields().forEach((field, type) -> add(ofEvents, field, ValueKind.of(type)));
        }
        Map<String, ValueKind> links = new LinkedHashMap<>();
        rules.rules().forEach(rule -> {
            rule.labels().keySet().forEach(label -> add(ofEvents, label, ValueKind.TEXT));
            rule.notices()
                    .templates()
                    .links()
                    .keySet()
                    .forEach(link -> links.put(AlertNames.LINK + link, ValueKind.TEXT));
        });
        Map<String, ValueKind> known = new LinkedHashMap<>(ofEvents);
        known.putAll(ReceiverNames.own());
        known.putAll(links);
        return new TemplateNames(
                known,
                name -> name.startsWith(AlertNames.EVENT)
                        ? Optional.ofNullable(ofEvents.get(name.substring(AlertNames.EVENT.length())))
                        : Optional.empty(),
                "neither a name of messages nor a tag, field, label or link of a rule");
    }

    /** A name of two categories may be of two kinds. */
    private static void add(Map<String, ValueKind> kinds, String name, ValueKind kind) {
        kinds.merge(name, kind, (a, b) -> a.type() == b.type() ? a : ValueKind.ANY);
    }
}

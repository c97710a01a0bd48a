package io.watchfire.evaluator.rule;

import io.watchfire.evaluator.rule.RuleDefinition.LevelDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a {@link RuleDefinition}; what is not set has the default that a rule file gives it. Not
 * thread-safe. Durations must not be negative, counts must be at least 1: {@link IllegalArgumentException} otherwise.
 */
public final class RuleDefinitionBuilder {
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String category;
    private boolean enabled = true;
    private @Nullable String target;
    private @Nullable String condition;
    private @Nullable String when;
    private @Nullable Level level;
    private final List<LevelDefinition> levels = new ArrayList<>();
    private @Nullable List<String> groupBy;
    private long forMillis;
    private Occurrences occurrences = Occurrences.ONCE;
    private @Nullable String resolveWhen;
    private long resolveAfterMillis;
    private int resolveOccurrences = 1;
    private NoData noData = NoData.DEFAULT;
    private boolean stateful = true;
    private @Nullable ActiveTime activeTime;
    private List<String> receiverTags = List.of();
    private boolean notifyResolved = true;
    private @Nullable String title;
    private @Nullable String message;
    private final Map<String, String> links = new LinkedHashMap<>();
    private long pauseMillis;
    private NoticeSettings.@Nullable Flap flap;
    private boolean shadow;
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<String, String> annotations = new LinkedHashMap<>();

    RuleDefinitionBuilder() {}

    public RuleDefinitionBuilder id(@Nullable String id) {
        this.id = id;
        return this;
    }

    public RuleDefinitionBuilder name(@Nullable String name) {
        this.name = name;
        return this;
    }

    /** Key or title of the category whose events the rule judges. */
    public RuleDefinitionBuilder category(@Nullable String category) {
        this.category = category;
        return this;
    }

    /** False: the rule is checked, but not evaluated. */
    public RuleDefinitionBuilder enabled(boolean enabled) {
        this.enabled = enabled;
        return this;
    }

    public RuleDefinitionBuilder target(@Nullable String expression) {
        this.target = expression;
        return this;
    }

    public RuleDefinitionBuilder condition(@Nullable String expression) {
        this.condition = expression;
        return this;
    }

    /** Target and condition as one expression, instead of the two. */
    public RuleDefinitionBuilder when(@Nullable String expression) {
        this.when = expression;
        return this;
    }

    public RuleDefinitionBuilder level(@Nullable Level level) {
        this.level = level;
        return this;
    }

    /** Adds a level, instead of {@link #condition} and {@link #level}. */
    public RuleDefinitionBuilder level(Level level, String condition) {
        return level(new LevelDefinition(level, condition, null, null, null));
    }

    /** Adds a level that has its own recovery, duration or count. */
    public RuleDefinitionBuilder level(LevelDefinition level) {
        levels.add(level);
        return this;
    }

    /** The tags that identify an alert; none: one alert for the whole rule. */
    public RuleDefinitionBuilder groupBy(String... tags) {
        this.groupBy = List.of(tags);
        return this;
    }

    /** How long the condition must hold. */
    public RuleDefinitionBuilder holdsFor(Duration duration) {
        this.forMillis = millis(duration);
        return this;
    }

    public RuleDefinitionBuilder occurrences(Occurrences occurrences) {
        this.occurrences = occurrences;
        return this;
    }

    /** How often in a row the condition must hold. */
    public RuleDefinitionBuilder occurrences(int count) {
        this.occurrences = new Occurrences(positive(count), 0);
        return this;
    }

    /** How often the condition must hold within a time. */
    public RuleDefinitionBuilder occurrences(int count, Duration within) {
        this.occurrences = new Occurrences(positive(count), millis(within));
        return this;
    }

    public RuleDefinitionBuilder resolveWhen(@Nullable String expression) {
        this.resolveWhen = expression;
        return this;
    }

    /** How long recovery must last. */
    public RuleDefinitionBuilder resolveAfter(Duration duration) {
        this.resolveAfterMillis = millis(duration);
        return this;
    }

    /** How many samples in a row must show recovery. */
    public RuleDefinitionBuilder resolveOccurrences(int count) {
        this.resolveOccurrences = positive(count);
        return this;
    }

    public RuleDefinitionBuilder noData(NoData noData) {
        this.noData = noData;
        return this;
    }

    /** False: each match is a firing of its own, and nothing resolves. */
    public RuleDefinitionBuilder stateful(boolean stateful) {
        this.stateful = stateful;
        return this;
    }

    /** When alerts may start; null: always. */
    public RuleDefinitionBuilder activeTime(@Nullable ActiveTime activeTime) {
        this.activeTime = activeTime;
        return this;
    }

    public RuleDefinitionBuilder receiverTags(String... tags) {
        this.receiverTags = List.of(tags);
        return this;
    }

    public RuleDefinitionBuilder notifyResolved(boolean notifyResolved) {
        this.notifyResolved = notifyResolved;
        return this;
    }

    /** What notices of the rule are called: a template; without it the rule's name. */
    public RuleDefinitionBuilder title(@Nullable String template) {
        this.title = template;
        return this;
    }

    /** Where to read on: the name of a link and a template of its URL. */
    public RuleDefinitionBuilder link(String name, String url) {
        links.put(name, url);
        return this;
    }

    /** What to say: a template such as <code>${oname} takes ${resp_time} ms</code>. */
    public RuleDefinitionBuilder message(@Nullable String template) {
        this.message = template;
        return this;
    }

    /** After a notice of an alert, none for so long. */
    public RuleDefinitionBuilder pause(Duration duration) {
        this.pauseMillis = millis(duration);
        return this;
    }

    /** More than {@code changes} changes within that time is flapping. */
    public RuleDefinitionBuilder flap(int changes, Duration within) {
        this.flap = new NoticeSettings.Flap(positive(changes), millis(within));
        return this;
    }

    /** When an alert counts as flapping; null: never. */
    public RuleDefinitionBuilder flap(NoticeSettings.@Nullable Flap flap) {
        this.flap = flap;
        return this;
    }

    /** true: its alerts are judged and recorded, and nobody is told of them. */
    public RuleDefinitionBuilder shadow(boolean shadow) {
        this.shadow = shadow;
        return this;
    }

    public RuleDefinitionBuilder label(String name, String value) {
        labels.put(name, value);
        return this;
    }

    public RuleDefinitionBuilder annotation(String name, String value) {
        annotations.put(name, value);
        return this;
    }

    public RuleDefinition build() {
        return new RuleDefinition(
                id,
                name,
                category,
                enabled,
                target,
                condition,
                when,
                level,
                levels,
                groupBy,
                forMillis,
                occurrences,
                resolveWhen,
                resolveAfterMillis,
                resolveOccurrences,
                noData,
                stateful,
                activeTime,
                receiverTags,
                notifyResolved,
                title,
                message,
                links,
                pauseMillis,
                flap,
                shadow,
                labels,
                annotations);
    }

    private static long millis(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a duration must not be negative: " + duration);
        }
        return duration.toMillis();
    }

    private static int positive(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a count must be at least 1: " + count);
        }
        return count;
    }
}

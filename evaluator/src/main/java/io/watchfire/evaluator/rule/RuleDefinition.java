package io.watchfire.evaluator.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it is written, its expressions still text: what {@link RuleCompiler} checks and compiles. Immutable.
 *
 * <pre>{@code
 * RuleDefinition.of("slow-orders")
 *         .category("app_counter")
 *         .target("okindName == 'btf-order'")
 *         .condition("resp_time >= 2000")
 *         .level(Level.WARNING)
 *         .groupBy("okindName", "oname")
 *         .receiverTags("order")
 *         .build();
 * }</pre>
 *
 * <p>The components are the keys of a rule in a rule file; times are in milliseconds. A rule has either {@code condition},
 * or {@code levels}, or {@code when}.
 *
 * @param id null: made from the name
 * @param name for people; null: the id
 * @param category key or title of the category whose events it judges
 * @param when target and condition as one expression
 * @param level the level of {@code condition} or {@code when}; null: warning
 * @param groupBy null: all tags of the event
 * @param title template of what notices are called; null: the name
 * @param message template, see {@link io.watchfire.evaluator.template.MessageTemplate}
 * @param links templates of URLs, by the name of the link
 * @param shadow whether nobody is told of its alerts
 */
public record RuleDefinition(
        @Nullable String id,
        @Nullable String name,
        @Nullable String category,
        boolean enabled,
        @Nullable String target,
        @Nullable String condition,
        @Nullable String when,
        @Nullable Level level,
        List<LevelDefinition> levels,
        @Nullable List<String> groupBy,
        long forMillis,
        Occurrences occurrences,
        @Nullable String resolveWhen,
        long resolveAfterMillis,
        int resolveOccurrences,
        NoData noData,
        boolean stateful,
        @Nullable ActiveTime activeTime,
        List<String> receiverTags,
        boolean notifyResolved,
        @Nullable String title,
        @Nullable String message,
        Map<String, String> links,
        long pauseMillis,
        NoticeSettings.@Nullable Flap flap,
        boolean shadow,
        Map<String, String> labels,
        Map<String, String> annotations) {

    /**
     * One of several levels of a rule.
     *
     * @param when condition of the level
     * @param resolveWhen null: the rule's
     * @param forMillis null: the rule's
     * @param occurrences null: the rule's
     */
    public record LevelDefinition(
            Level level,
            String when,
            @Nullable String resolveWhen,
            @Nullable Long forMillis,
            @Nullable Occurrences occurrences) {}

    public RuleDefinition {
        levels = List.copyOf(levels);
        groupBy = groupBy == null ? null : List.copyOf(groupBy);
        receiverTags = List.copyOf(receiverTags);
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /** Begins a rule that has neither id nor name yet. */
    public static RuleDefinitionBuilder builder() {
        return new RuleDefinitionBuilder();
    }

    /** Begins a rule of that id. */
    public static RuleDefinitionBuilder of(String id) {
        return builder().id(id);
    }

    /** Begins a rule of that name; its id is made from the name unless it is set. */
    public static RuleDefinitionBuilder named(String name) {
        return builder().name(name);
    }

    /** The id, or if there is none the name in lower case, with one hyphen for each run of other than letters and digits. */
    public @Nullable String effectiveId() {
        return id != null || name == null ? id : RuleId.ofName(name);
    }
}

package io.watchfire.notifiers;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.MapEvaluable;
import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.rule.MessageTemplates;
import io.watchfire.evaluator.rule.NoData;
import io.watchfire.evaluator.rule.NoticeSettings;
import io.watchfire.evaluator.rule.Occurrences;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.Target;
import io.watchfire.evaluator.template.MessageTemplate;
import io.watchfire.evaluator.template.ParsedTemplate;
import io.watchfire.evaluator.template.TemplateNames;
import io.watchfire.evaluator.template.TemplateParser;
import io.watchfire.evaluator.template.ValueKind;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverWords;
import io.watchfire.notifiers.receiver.Secret;
import io.watchfire.notifiers.words.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rules, transitions and receivers for tests, with defaults for whatever a test does not care about. */
public final class Sample {
    public static final Instant START = Instant.parse("2022-06-19T11:09:16Z");

    private Sample() {}

    public static RuleBuilder rule(String id) {
        return new RuleBuilder(id);
    }

    public static TransitionBuilder transition(Rule rule) {
        return new TransitionBuilder(rule);
    }

    public static ReceiverBuilder receiver(String name) {
        return new ReceiverBuilder(name);
    }

    /** A firing notice of a rule of that id for an anonymous receiver of the type {@code test}. */
    /** A message that was not sent before. */
    public static Outgoing outgoing(Message message) {
        return Outgoing.first(message, "key");
    }

    public static Notice firing(String rule, String receiver) {
        return Notice.firing(
                receiver(receiver).type("test").build(),
                transition(rule(rule).build()).build());
    }

    /** Throws anything. */
    @SuppressWarnings("unchecked")
    public static <T extends Throwable> void sneak(Throwable fault) throws T {
        throw (T) fault;
    }

    public static final class RuleBuilder {
        private final String id;
        private String name;
        private String condition = "v > 10";
        private Level level = Level.WARNING;
        private List<String> tags = List.of();
        private boolean notifyResolved = true;
        private boolean stateful = true;
        private boolean enabled = true;
        private @Nullable String message;
        private @Nullable String title;
        private final Map<String, MessageTemplate> links = new LinkedHashMap<>();
        private Map<String, Double> scales = Map.of();
        private NoticeSettings.@Nullable Flap flap;
        private long pauseMillis;
        private Map<String, String> labels = Map.of();

        private RuleBuilder(String id) {
            this.id = id;
            this.name = id;
        }

        public RuleBuilder name(String value) {
            name = value;
            return this;
        }

        public RuleBuilder condition(String value) {
            condition = value;
            return this;
        }

        public RuleBuilder level(Level value) {
            level = value;
            return this;
        }

        public RuleBuilder tags(String... values) {
            tags = List.of(values);
            return this;
        }

        public RuleBuilder notifyResolved(boolean value) {
            notifyResolved = value;
            return this;
        }

        public RuleBuilder stateless() {
            stateful = false;
            return this;
        }

        public RuleBuilder disabled() {
            enabled = false;
            return this;
        }

        public RuleBuilder message(String value) {
            message = value;
            return this;
        }

        public RuleBuilder title(String value) {
            title = value;
            return this;
        }

        public RuleBuilder link(String name, String url) {
            links.put(name, template(url));
            return this;
        }

        public RuleBuilder flap(int changes, long withinMillis) {
            flap = new NoticeSettings.Flap(changes, withinMillis);
            return this;
        }

        public RuleBuilder pause(long millis) {
            pauseMillis = millis;
            return this;
        }

        /** How many milliseconds or bytes a value of 1 of these names is. */
        public RuleBuilder scales(Map<String, Double> value) {
            scales = value;
            return this;
        }

        private MessageTemplates templates() {
            return new MessageTemplates(
                    title == null ? null : template(title), message == null ? null : template(message), links, scales);
        }

        public RuleBuilder labels(Map<String, String> value) {
            labels = value;
            return this;
        }

        public Rule build() {
            return new Rule(
                    id,
                    name,
                    "m",
                    enabled,
                    new Target.All(),
                    List.of(new LevelCondition(level, new Text(condition), null, 0, Occurrences.ONCE)),
                    null,
                    null,
                    0,
                    1,
                    NoData.DEFAULT,
                    stateful,
                    null,
                    new NoticeSettings(tags, notifyResolved, templates(), pauseMillis, flap, false),
                    labels,
                    Map.of());
        }
    }

    public static final class TransitionBuilder {
        private final Rule rule;
        private Map<String, String> labels = Map.of();
        private AlertState from = AlertState.INACTIVE;
        private AlertState to = AlertState.FIRING;
        private Level level = Level.WARNING;
        private @Nullable Double value;
        private @Nullable Double threshold;
        private Reason reason = Reason.CONDITION;
        private Instant time = START;
        private Instant since = START;
        private @Nullable String alert;
        private long sequence = 1;
        private Map<String, Object> variables = Map.of();

        private TransitionBuilder(Rule rule) {
            this.rule = rule;
        }

        public TransitionBuilder label(String name, String value) {
            labels = new TreeMap<>(labels);
            labels.put(name, value);
            return this;
        }

        public TransitionBuilder change(AlertState before, AlertState after) {
            from = before;
            to = after;
            return this;
        }

        public TransitionBuilder resolved(Reason why, Instant when) {
            reason = why;
            time = when;
            return change(AlertState.FIRING, AlertState.RESOLVED);
        }

        public TransitionBuilder level(Level value) {
            level = value;
            return this;
        }

        public TransitionBuilder value(@Nullable Double left, @Nullable Double right) {
            value = left;
            threshold = right;
            return this;
        }

        public TransitionBuilder reason(Reason value) {
            reason = value;
            return this;
        }

        public TransitionBuilder time(Instant value) {
            time = value;
            return this;
        }

        /** When it began to fire. */
        public TransitionBuilder since(Instant value) {
            since = value;
            return this;
        }

        public TransitionBuilder alert(String id) {
            alert = id;
            return this;
        }

        public TransitionBuilder sequence(long value) {
            sequence = value;
            return this;
        }

        public TransitionBuilder variables(Map<String, Object> value) {
            variables = value;
            return this;
        }

        public Transition build() {
            return new Transition(
                    time,
                    rule,
                    Labels.of(labels).with(rule.labels()),
                    from,
                    to,
                    level,
                    value,
                    threshold,
                    reason,
                    since,
                    since,
                    alert == null ? rule.id() + labels : alert,
                    sequence,
                    variables);
        }
    }

    public static final class ReceiverBuilder {
        private final String name;
        private String type = "console";
        private List<String> tags = List.of();
        private boolean untagged = true;
        private @Nullable Level minLevel;
        private String language = "en";
        private ZoneId zone = ZoneOffset.UTC;
        private @Nullable Secret url;
        private @Nullable String title;
        private @Nullable String body;
        private @Nullable Words words;

        private ReceiverBuilder(String name) {
            this.name = name;
        }

        public ReceiverBuilder type(String value) {
            type = value;
            return this;
        }

        public ReceiverBuilder tags(String... values) {
            tags = List.of(values);
            return this;
        }

        public ReceiverBuilder untagged(boolean value) {
            untagged = value;
            return this;
        }

        public ReceiverBuilder minLevel(Level value) {
            minLevel = value;
            return this;
        }

        public ReceiverBuilder korean() {
            language = "ko";
            zone = ZoneId.of("Asia/Seoul");
            return this;
        }

        public ReceiverBuilder url(String value) {
            url = new Secret(value);
            return this;
        }

        public ReceiverBuilder title(String value) {
            title = value;
            return this;
        }

        public ReceiverBuilder body(String value) {
            body = value;
            return this;
        }

        public ReceiverBuilder words(Words value) {
            words = value;
            return this;
        }

        public Receiver build() {
            ReceiverWords own = new ReceiverWords(
                    words == null ? Words.of(language) : words,
                    title == null ? null : template(title),
                    body == null ? null : template(body));
            return new Receiver(name, type, tags, untagged, minLevel, language, zone, url).with(own);
        }
    }

    /** A template, whatever names stand in it. */
    public static MessageTemplate template(String source) {
        ParsedTemplate parsed =
                TemplateParser.parse(source, new TemplateNames(Map.of(), name -> Optional.of(ValueKind.ANY), ""));
        if (!parsed.problems().isEmpty()) {
            throw new IllegalArgumentException(parsed.problems().toString());
        }
        return parsed.template();
    }

    /** A condition that is only ever shown. */
    private record Text(String source) implements CheckedExpression {
        @Override
        public String canonical() {
            return source;
        }

        @Override
        public Expression tree() {
            throw new UnsupportedOperationException(source);
        }

        @Override
        public ValueType type() {
            return ValueType.BOOLEAN;
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public List<Expression.Aggregate> aggregates() {
            return List.of();
        }

        @Override
        public CheckedExpression part(Expression node) {
            throw new UnsupportedOperationException(source);
        }

        @Override
        public List<CheckedExpression> conjuncts() {
            return List.of(this);
        }

        @Override
        public CheckedExpression conjunction(List<CheckedExpression> terms) {
            throw new UnsupportedOperationException(source);
        }

        @Override
        public Optional<CheckedExpression> comparedValue() {
            return Optional.empty();
        }

        @Override
        public Optional<CheckedExpression> comparedThreshold() {
            return Optional.empty();
        }

        @Override
        public List<CheckedExpression> sides() {
            return List.of();
        }

        @Override
        public Term normalForm(SlotResolver slots) {
            throw new UnsupportedOperationException(source);
        }

        @Override
        public Evaluable bind(SlotResolver slots) {
            throw new UnsupportedOperationException(source);
        }

        @Override
        public MapEvaluable onMaps() {
            throw new UnsupportedOperationException(source);
        }
    }
}

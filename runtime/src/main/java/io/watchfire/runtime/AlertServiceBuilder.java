package io.watchfire.runtime;

import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.channels.BuiltInChannels;
import io.watchfire.notifiers.console.ConsoleChannel;
import io.watchfire.notifiers.delivery.ChannelFactory;
import io.watchfire.notifiers.delivery.DeliveryListener;
import io.watchfire.notifiers.delivery.MemoryOutbox;
import io.watchfire.notifiers.delivery.NoticeSender;
import io.watchfire.notifiers.delivery.Outbox;
import io.watchfire.notifiers.delivery.RetryPolicy;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.store.StateStore;
import io.watchfire.runtime.files.Configuration;
import io.watchfire.runtime.files.ConfigurationFiles;
import io.watchfire.runtime.files.Reload;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the parts of an {@link AlertService}. Only the rules have to be given. Not thread-safe. */
public final class AlertServiceBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(AlertService.class);

    private final List<Consumer<Transition>> listeners = new ArrayList<>();
    private final List<DeliveryListener> deliveryListeners = new ArrayList<>();
    private final Map<String, ChannelFactory> channels = new LinkedHashMap<>();
    private @Nullable RuleSet rules;
    private @Nullable ReceiverSet receivers;
    private EngineOptions options = EngineOptions.DEFAULT;
    private InstantSource clock = InstantSource.system();
    private Outbox outbox = new MemoryOutbox();
    private @Nullable StateStore state;
    private RetryPolicy retries = RetryPolicy.DEFAULT;
    private Consumer<String> problems = LOG::warn;
    private @Nullable ConfigurationFiles watched;
    private Consumer<Reload> reloads = reload -> {
        if (reload.taken() && reload.problems().isEmpty()) {
            LOG.info("{}", reload);
        } else {
            LOG.warn("{}", reload);
        }
    };
    private int queueCapacity = 10_000;

    AlertServiceBuilder() {}

    public AlertServiceBuilder rules(RuleSet rules) {
        this.rules = rules;
        return this;
    }

    /** Who is told. Without receivers, now or later, only the listeners hear of anything. */
    public AlertServiceBuilder receivers(ReceiverSet receivers) {
        this.receivers = receivers;
        return this;
    }

    /**
     * Goes on with these files whenever they have changed, within about two seconds: all of them at once, or none if there is an
     * error. They say then what holds: {@code reload} and {@code edit} of the service are refused. Rules and receivers are
     * loaded from them at the start unless rules were given, which then have to be those of the files.
     */
    public AlertServiceBuilder watch(ConfigurationFiles files) {
        this.watched = files;
        return this;
    }

    /** Hears what came of watched files that have changed, on a thread of its own. Default: a line in the log. */
    public AlertServiceBuilder onReload(Consumer<Reload> listener) {
        this.reloads = listener;
        return this;
    }

    /**
     * Hears of every transition, in order, on the thread that judges events: it has to be quick. Whatever it throws is
     * reported as a problem and harms nothing else. It may bring events with {@link AlertService#offer}, and with
     * {@link AlertService#accept(io.watchfire.evaluator.event.Event)} as long as there is room, and may close the service.
     */
    public AlertServiceBuilder onTransition(Consumer<Transition> listener) {
        listeners.add(listener);
        return this;
    }

    /** Hears what becomes of the messages to receivers. */
    public AlertServiceBuilder onDelivery(DeliveryListener listener) {
        deliveryListeners.add(listener);
        return this;
    }

    /** Hears what went wrong inside, a line each, on any thread. Default: a warning in the log. */
    public AlertServiceBuilder onProblem(Consumer<String> problems) {
        this.problems = problems;
        return this;
    }

    /** Default: {@link EngineOptions#DEFAULT}. */
    public AlertServiceBuilder options(EngineOptions options) {
        this.options = options;
        return this;
    }

    /** Tells when events arrive. Default: the system's clock. */
    public AlertServiceBuilder clock(InstantSource clock) {
        this.clock = clock;
        return this;
    }

    /**
     * Keeps alerts, what receivers know, what is owed, silences and acknowledgements beyond the end of the process; a service that is
     * started with the store again goes on from there. The service closes it at its end. Default: nothing is kept.
     */
    public AlertServiceBuilder state(StateStore store) {
        this.state = store;
        return this;
    }

    @Nullable
    StateStore state() {
        return state;
    }

    /** Keeps the messages that are owed, if there is no {@link #state}. Default: a {@link MemoryOutbox}. */
    public AlertServiceBuilder outbox(Outbox outbox) {
        this.outbox = outbox;
        return this;
    }

    /** When failed messages are tried again. Default: {@link RetryPolicy#DEFAULT}. */
    public AlertServiceBuilder retries(RetryPolicy retries) {
        this.retries = retries;
        return this;
    }

    /** How many events may wait to be judged. Default: 10,000. */
    public AlertServiceBuilder queueCapacity(int events) {
        if (events < 1) {
            throw new IllegalArgumentException("a queue for " + events + " events");
        }
        this.queueCapacity = events;
        return this;
    }

    /** How receivers of a type are reached; takes the place of a built-in type of that name. */
    public AlertServiceBuilder channel(String type, ChannelFactory channels) {
        this.channels.put(type, channels);
        return this;
    }

    /**
     * Starts the service.
     *
     * @throws IllegalStateException if no rules were given, nor files to watch
     * @throws io.watchfire.evaluator.json.LoadException if a rule has a tag that no receiver has, or a receiver's template a name that no rule
     *     has, or if the watched files have errors; it names all of them
     */
    public AlertService start() {
        if (rules == null && watched != null) {
            Configuration loaded = watched.load();
            if (loaded.hasErrors()) {
                LoadResult.failed(loaded.problems()).orElseThrow();
            }
            loaded.problems().forEach(problem -> problems.accept(problem.render()));
            rules = loaded.rules().orElse(null);
            receivers = loaded.receivers().orElse(receivers);
        }
        if (receivers == null && watched != null) {
            receivers = watched.load().receivers().orElse(null);
        }
        Settings settings = new Settings(rules(), receivers);
        settings.check(null, problems);
        warnOfTypesWithoutChannel();
        return new AlertService(this, settings);
    }

    private void warnOfTypesWithoutChannel() {
        for (Receiver receiver : receivers == null ? List.<Receiver>of() : receivers.receivers()) {
            String type = receiver.type();
            if (!channels.containsKey(type) && !BuiltInChannels.TYPES.contains(type) && !type.equals("console")) {
                problems.accept("receiver " + receiver.name() + " has the type " + type
                        + ", and nothing says how such are reached: its notices will be given up. Call channel(\""
                        + type
                        + "\", ..)");
            }
        }
    }

    private RuleSet rules() {
        if (rules == null) {
            throw new IllegalStateException("an alert service without rules: call rules(..) first");
        }
        return rules;
    }

    EngineOptions options() {
        return options;
    }

    InstantSource clock() {
        return clock;
    }

    List<Consumer<Transition>> listeners() {
        return listeners;
    }

    Consumer<String> problems() {
        return problems;
    }

    @Nullable
    ConfigurationFiles watched() {
        return watched;
    }

    Consumer<Reload> reloads() {
        return reloads;
    }

    int queueCapacity() {
        return queueCapacity;
    }

    /**
     * @param first hears before the listeners that were named
     * @param kept gives an outbox that outlives the process, or the one that is given
     * @param allowPrivateNetworks asked at each connection
     */
    NoticeSender sender(DeliveryListener first, UnaryOperator<Outbox> kept, BooleanSupplier allowPrivateNetworks) {
        NoticeSender.Builder sender = NoticeSender.builder()
                .clock(clock)
                .outbox(kept.apply(outbox))
                .retries(retries)
                .channel(
                        "console",
                        receiver -> ConsoleChannel.forTerminal(System.out, System.console() != null, System.getenv()));
        new BuiltInChannels(allowPrivateNetworks).byType().forEach(sender::channel);
        channels.forEach(sender::channel);
        sender.listener(first);
        deliveryListeners.forEach(sender::listener);
        return sender.build();
    }
}

package io.watchfire.cli;

import io.watchfire.cli.live.AccessToken;
import io.watchfire.cli.live.EventServer;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.alert.TransitionJson;
import io.watchfire.notifiers.console.ConsoleChannel;
import io.watchfire.notifiers.store.StateStore;
import io.watchfire.runtime.AlertService;
import io.watchfire.runtime.AlertServiceBuilder;
import io.watchfire.runtime.files.Configuration;
import io.watchfire.runtime.files.ConfigurationFiles;
import io.watchfire.store.sqlite.SqliteStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code watchfire run}: live events through rules, notices to receivers. */
@Command(
        name = "run",
        header = "Judge live events and send the notices.",
        description = {
            "",
            "Reads event lines from standard input, or with --listen from HTTP. At the end of standard input, or at "
                    + "SIGTERM, it takes no more events, delivers what is owed, and ends. A second signal ends it at once.",
            "",
            "When a rule or receiver file changes, the run goes on with it; if there is an error, with what it has.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  tail -F events.jsonl | watchfire run --rules rules.json --receivers receivers.json",
            "  watchfire run --rules rules.json --receivers receivers.json --listen 127.0.0.1:8080",
            "  curl --data-binary @events.jsonl http://127.0.0.1:8080/events",
            "",
            "An event without a time happens when it arrives. POST /events takes event lines, one object, or an array;",
            "it answers 202 when all events are accepted, and 400 with the problems when none is.",
            "",
            "Exit code 0; 1 if a rule or receiver is wrong (nothing is started then), or with --strict an event line;",
            "2 if a file or the address cannot be used; 3 if notices are left that could not be delivered.",
        })
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final StopRequest stop;
    private final InstantSource clock = InstantSource.system();

    @Option(
            names = "--rules",
            required = true,
            paramLabel = "FILE",
            description = "A rule file. May be given several times.")
    private List<Path> rules = new ArrayList<>();

    @Option(names = "--receivers", required = true, paramLabel = "FILE", description = "A receiver file: who is told.")
    private @Nullable Path receivers;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            converter = HostAndPort.class,
            description =
                    "Take events from POST /events instead of standard input, and answer GET /health and GET /metrics. "
                            + "Without HOST, or with 127.0.0.1, only programs on this machine can reach it; any other "
                            + "needs --token-file.")
    private @Nullable InetSocketAddress listen;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "With --listen: requests have to bear the token in this file (Authorization: Bearer TOKEN). "
                    + "A changed file holds from the next request on.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            description = "With --listen: requests in a second from one address; more are answered 429. Default: 1000.")
    private int maxRate = EventServer.DEFAULT_RATE;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Also write the changes, a line each; - is standard output.")
    private @Nullable String out;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "A folder that only one run uses at a time. Alerts, silences and what is owed are kept there, and the next run "
                            + "goes on with them, however this one ended. silence, ack, resolve, why and outbox work on it.")
    private @Nullable Path state;

    @Option(
            names = "--drain",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "How long to wait at the end while nothing arrives: each notice that arrives begins the time anew, "
                            + "and a pause that a receiver asks for is waited for, up to 5 minutes. Default: 30s.")
    private Duration drain = Duration.ofSeconds(30);

    @Option(
            names = "--strict",
            description = "End at the first input line that is no event. Without it, it is told and skipped.")
    private boolean strict;

    @Option(names = "--format", paramLabel = "text|json", description = "How to print the summary at the end.")
    private OutputFormat format = OutputFormat.TEXT;

    RunCommand(Terminal terminal, StopRequest stop) {
        this.terminal = terminal;
        this.stop = stop;
    }

    @Override
    public Integer call() throws Exception {
        AccessToken token = accessToken();
        ConfigurationFiles files = ConfigurationFiles.of(
                rules, receivers == null ? List.of() : List.of(receivers), terminal.environment());
        Configuration configuration = ConfigurationLoading.usable(files.load(), terminal);
        if (out != null) {
            OutputLines.refuseToOverwrite(out, rules, receivers == null ? List.of() : List.of(receivers));
        }
        try (OutputLines lines = out == null ? null : OutputLines.to(out, terminal)) {
            return run(configuration, files, token, lines);
        }
    }

    private int run(
            Configuration configuration,
            ConfigurationFiles files,
            @Nullable AccessToken token,
            @Nullable OutputLines lines)
            throws Exception {
        BadLines badLines = new BadLines(terminal, strict);
        AlertService service = start(configuration, files, lines);
        stop.heedSignals();
        Map<String, Integer> left;
        Exception failure = null;
        try (OrderFollower orders =
                state == null ? null : OrderFollower.start(new StateFolder(state), service, terminal.err())) {
            if (listen == null) {
                failure = readInput(service, badLines);
            } else {
                serve(service, listen, token);
            }
        } finally {
            tellIfUnfinished(service);
            left = service.closePatiently(drain);
            if (state != null) {
                writeEnd(new StateFolder(state), service);
            }
        }
        RunSummary summary = new RunSummary(service.counters(), badLines.count());
        terminal.err().println(format == OutputFormat.JSON ? summary.json() : summary.text());
        if (failure != null) {
            throw failure;
        }
        return left.isEmpty() && summary.allDelivered() ? ExitCode.OK : ExitCode.UNDELIVERED;
    }

    private @Nullable AccessToken accessToken() {
        if (listen == null && tokenFile != null) {
            throw new CommandException(ExitCode.UNUSABLE, "--token-file is for --listen: nobody else has to bear it");
        }
        if (maxRate < 1) {
            throw new CommandException(ExitCode.UNUSABLE, "--max-rate is " + maxRate + "; it is 1 at least");
        }
        if (listen == null) {
            return null;
        }
        if (tokenFile == null) {
            if (!listen.getAddress().isLoopbackAddress()) {
                throw new CommandException(
                        ExitCode.UNUSABLE,
                        "others can reach " + listen.getAddress().getHostAddress()
                                + ": give a --token-file that they have to know, or listen on 127.0.0.1");
            }
            return null;
        }
        try {
            return AccessToken.in(tokenFile);
        } catch (NoSuchFileException e) {
            throw new CommandException(ExitCode.UNUSABLE, "cannot use " + tokenFile + ": there is no such file", e);
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNUSABLE, "cannot use " + tokenFile + ": " + e.getMessage(), e);
        }
    }

    /** What was on its way has come to its end only now. */
    private void writeEnd(StateFolder folder, AlertService service) {
        try {
            folder.write(service);
        } catch (IOException e) {
            terminal.err().println("watchfire: what is owed cannot be written down for outbox: " + e);
        }
    }

    private void tellIfUnfinished(AlertService service) {
        if (!service.drain(Duration.ZERO)) {
            terminal.err()
                    .println("watchfire: ending; what is on the way is delivered first (a second signal ends at once)");
        }
    }

    private AlertService start(Configuration configuration, ConfigurationFiles files, @Nullable OutputLines lines) {
        AtomicBoolean started = new AtomicBoolean();
        ConsoleChannel console = ConsoleChannel.forTerminal(
                InputFiles.STANDARD_STREAM.equals(out) ? terminal.err() : terminal.out(),
                terminal.colour(),
                terminal.environment());
        AlertServiceBuilder builder = AlertService.builder()
                .rules(configuration.rules().orElseThrow())
                .receivers(configuration.receivers().orElseThrow())
                .watch(files)
                .onReload(reload -> terminal.err().println("watchfire: " + reload))
                .clock(clock)
                .channel("console", receiver -> console)
                .onDelivery(new DeliveryReport(terminal.err()))
                .onProblem(problem -> {
                    // What the service finds at its start has been told already, with its place in the files.
                    if (started.get() || problem.startsWith("state ") || problem.startsWith("windows ")) {
                        terminal.err().println("watchfire: " + problem);
                    }
                });
        if (lines != null) {
            builder.onTransition(transition -> write(transition, lines));
        }
        StateStore store = state == null ? null : SqliteStore.open(state);
        if (store != null) {
            builder.state(store);
        }
        AlertService service = start(builder, store);
        started.set(true);
        return service;
    }

    private static AlertService start(AlertServiceBuilder builder, @Nullable StateStore store) {
        boolean isStarted = false;
        try {
            AlertService service = builder.start();
            isStarted = true;
            return service;
        } finally {
            if (store != null && !isStarted) {
                store.close();
            }
        }
    }

    /** A change is out at once. When it cannot be written the run ends; closing the lines tells why. */
    private void write(Transition transition, OutputLines lines) {
        try {
            lines.write(TransitionJson.line(transition));
            lines.flush();
        } catch (CommandException e) {
            stop.ask();
        }
    }

    private @Nullable Exception readInput(AlertService service, BadLines badLines) throws InterruptedException {
        InputEvents input = new InputEvents(terminal, clock, service::accept, badLines, stop);
        input.start();
        stop.await();
        return input.failure();
    }

    private void serve(AlertService service, InetSocketAddress address, @Nullable AccessToken token)
            throws InterruptedException {
        try (EventServer server = new EventServer(address, service, clock, token, maxRate)) {
            terminal.err().println("watchfire: events go to POST " + url(server.address()));
            stop.await();
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNUSABLE, "cannot listen on " + url(address) + ": " + e.getMessage(), e);
        }
    }

    private static String url(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + "/events";
    }
}

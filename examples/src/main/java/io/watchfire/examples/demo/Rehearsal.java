package io.watchfire.examples.demo;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.examples.slack.SlackStandIn;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.runtime.AlertService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of the demo: opens the shop, lets the script go wrong, and watches what Watchfire makes of it. */
final class Rehearsal {
    private static final int CUSTOMERS_PER_SERVICE = 4;
    private static final long REST_MILLIS = 40;
    /** Enough for far longer than the demo lasts. */
    private static final int REQUESTS_PER_CUSTOMER = 5_000;

    /** The first answers of a fresh Java process take long, and are no reason to wake anybody. */
    private static final int WARM_UP_REQUESTS = 600;

    private static final double LAST_SECOND_OF_WARM_UP = 8;
    /** The run ends at this second at the latest, whatever is still missing. */
    private static final double LAST_SECOND = 50;

    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final long TICK_MILLIS = 100;
    private static final int TICKS_PER_SAMPLE = 10;

    private final Script script;
    private final Map<String, String> environment;
    private final Screen screen;
    private final long start = System.nanoTime();

    /** @param environment where {@code SLACK_WEBHOOK_URL} may be set to the real Slack */
    Rehearsal(Script script, Map<String, String> environment, Screen screen) {
        this.script = script;
        this.environment = environment;
        this.screen = screen;
    }

    Summary run() throws Exception {
        try (SlackStandIn slack = new SlackStandIn(screen::show);
                Shop shop = new Shop();
                LoadGenerator load = new LoadGenerator(REST_MILLIS, REQUESTS_PER_CUSTOMER)) {
            shop.services().forEach(service -> load.send(CUSTOMERS_PER_SERVICE, service.uri()));
            warmUp(load);
            // A busy Slack at the worst moment, that of the first alert: nothing may be lost.
            slack.refuseNext(1);
            return watch(shop, load, slack);
        } finally {
            screen.progress("");
        }
    }

    private void warmUp(LoadGenerator load) throws InterruptedException {
        screen.say("Six services open, and customers come in.");
        while (load.answered() < WARM_UP_REQUESTS && second() < LAST_SECOND_OF_WARM_UP) {
            screen.progress("warming up");
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        }
    }

    private Summary watch(Shop shop, LoadGenerator load, SlackStandIn slack) throws Exception {
        RuleSet rules = DemoFiles.rules();
        ReceiverSet onStandIn = DemoFiles.receivers(slack.url());
        String realSlack = environment.getOrDefault("SLACK_WEBHOOK_URL", "");
        ReceiverSet receivers = realSlack.isBlank() ? onStandIn : DemoFiles.withRealSlack(onStandIn, realSlack);
        Evidence evidence = new Evidence(rules.rules(), onStandIn.receivers(), slack::posts);
        try (AlertService watchfire = AlertService.builder()
                .rules(rules)
                .receivers(receivers)
                .onTransition(evidence::changed)
                .onDelivery(evidence)
                .onDelivery(new TroubleTeller(screen))
                .start()) {
            play(shop, watchfire, evidence);
            watchfire.drain(DRAIN);
            return new Summary(
                    Math.round(second()),
                    watchfire.counters().engine().events(),
                    load.answered(),
                    slack.refused(),
                    evidence.ruleResults(),
                    evidence.receiverResults(receivers.receivers()),
                    evidence.missing());
        }
    }

    /** Follows the script, and sends what the services measure to Watchfire, until all is well again or time is up. */
    private void play(Shop shop, AlertService watchfire, Evidence evidence) throws InterruptedException {
        List<Agent> agents = shop.services().stream().map(Agent::new).toList();
        // What was measured during the warm-up is told to nobody.
        agents.forEach(agent -> agent.sample(Instant.now()));
        double begin = second();
        double previous = -1;
        for (int tick = 1; second() < LAST_SECOND; tick++) {
            double now = second() - begin;
            script.apply(shop, now);
            script.startingIn(previous, now).forEach(trouble -> screen.say(clock(now) + trouble.text()));
            previous = now;
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            if (tick % TICKS_PER_SAMPLE == 0) {
                sample(agents, watchfire, now);
                if (now > script.end() && evidence.missing().isEmpty()) {
                    return;
                }
            }
        }
    }

    private void sample(List<Agent> agents, AlertService watchfire, double now) {
        StringBuilder progress = new StringBuilder(clock(now));
        for (Agent agent : agents) {
            Event event = agent.sample(Instant.now());
            watchfire.accept(event);
            progress.append(agent.service().substring("btf-".length())).append(responseTime(event));
        }
        screen.progress(progress.append("ms").toString());
    }

    private static String responseTime(Event event) {
        return event.fields().get("resp_time") instanceof Double millis
                ? String.format(Locale.ROOT, " %.0f  ", millis)
                : " -  ";
    }

    private static String clock(double second) {
        return String.format(Locale.ROOT, "%2.0f s  ", second);
    }

    /** Seconds since this object was made. */
    private double second() {
        return (System.nanoTime() - start) / 1e9;
    }
}

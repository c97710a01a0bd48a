package io.watchfire.runtime;

import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.receiver.RateLimit;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Random rule and receiver files. Those of one text are made once. */
final class SimulatedFiles {
    static final List<String> FIELDS = List.of("cpu", "mem", "io", "disk", "net");

    /** The receiver that takes no more than that, and is in all files. */
    static final String LIMITED = "all";

    static final RateLimit LIMIT = new RateLimit(5_000, 2);

    private static final Map<String, RuleSet> RULES = new ConcurrentHashMap<>();
    private static final Map<String, ReceiverSet> RECEIVERS = new ConcurrentHashMap<>();

    private SimulatedFiles() {}

    /** Rules whose silence lasts for ten minutes end by it. */
    static boolean endsBySilence(Rule rule) {
        return !rule.id().equals("kept") && !rule.id().equals("also");
    }

    static RuleSet rules(RandomGenerator random) {
        List<String> rules = new ArrayList<>();
        String bound = random.nextInt(3) == 0 ? "70" : "80";
        add(rules, random, "'id': 'cpu', 'condition': 'cpu >= " + bound + "'");
        add(rules, random, "'id': 'held', 'condition': 'mem >= 80', 'for': '3m', 'resolveAfter': '2m'");
        add(rules, random, "'id': 'levels', 'levels': {'warning': 'mem >= 60', 'critical': 'mem >= 90'}");
        add(rules, random, "'id': 'kept', 'condition': 'disk >= 80', 'noData': {'after': '1h', 'then': 'keep'}");
        add(rules, random, "'id': 'also', 'condition': 'disk >= 85', 'noData': {'after': '1h', 'then': 'keep'}");
        add(rules, random, "'id': 'mean', 'condition': 'avg(cpu) over 5m >= 60', 'for': '30s'");
        add(rules, random, "'id': 'often', 'condition': 'count(io >= 60) over 10m >= 3', 'pause': '5m'");
        add(rules, random, "'id': 'silent', 'condition': 'disk >= 90', 'notifyResolved': false");
        add(rules, random, "'id': 'paused', 'condition': 'net >= 80', 'pause': '10m'");
        add(
                rules,
                random,
                "'id': 'tagged', 'condition': 'net >= 70', 'level': 'critical', 'receiverTags': ['a']"
                        + (random.nextBoolean() ? ", 'flap': {'changes': 3, 'within': '5m'}" : ""));

        return RULES.computeIfAbsent(
                json("{'version': 1, 'defaults': {'noData': {'after': '10m', 'then': 'resolve'}}, 'rules': ["
                        + String.join(", ", rules) + "]}"),
                text -> RuleFile.parse("rules.json", text).orElseThrow());
    }

    private static void add(List<String> all, RandomGenerator random, String rule) {
        if (all.isEmpty() || random.nextInt(5) > 0) {
            all.add("{'category': 'pod', 'groupBy': ['host'], " + rule + "}");
        }
    }

    static ReceiverSet receivers(RandomGenerator random) {
        List<String> receivers = new ArrayList<>();
        receivers.add("{'name': '" + LIMITED + "', 'type': 'x-sim', 'tags': ['a'], 'rateLimit': {'per': '"
                + LIMIT.perMillis() + "ms', 'burst': " + LIMIT.burst() + "}" + policy(random) + "}");
        if (random.nextInt(4) > 0) {
            receivers.add("{'name': '팀', 'type': 'x-sim', 'tags': ['a', 'b']" + policy(random) + "}");
        }
        if (random.nextInt(3) > 0) {
            receivers.add(
                    "{'name': 'bad', 'type': 'x-sim', 'minLevel': 'critical', 'tags': ['c']" + policy(random) + "}");
        }
        receivers.add("{'name': 'lead', 'type': 'x-sim', 'untagged': false}");
        return RECEIVERS.computeIfAbsent(
                json("{'version': 1, 'receivers': [" + String.join(", ", receivers) + "]" + routes(random) + "}"),
                text -> ReceiverFile.parse("receivers.json", text, Path.of(""), Map.of())
                        .orElseThrow());
    }

    /** Each by one rule, so that {@link Promises} finds by itself who is meant. */
    private static String routes(RandomGenerator random) {
        List<String> routes = new ArrayList<>();
        for (String rule : List.of("levels", "also", "kept", "paused")) {
            if (random.nextInt(8) == 0) {
                routes.add("{'when': 'rule == `" + rule + "`', 'receivers': ["
                        + (random.nextBoolean() ? "'all', 'lead'" : "'lead'") + "], 'continue': " + random.nextBoolean()
                        + (random.nextInt(3) == 0 ? ", 'grouping': {'by': ['host'], 'wait': '1m'}" : "") + "}");
            }
        }
        return routes.isEmpty() ? "" : ", 'routes': [" + String.join(", ", routes) + "]";
    }

    private static String policy(RandomGenerator random) {
        StringBuilder policy = new StringBuilder();
        switch (random.nextInt(5)) {
            case 0 -> policy.append(", 'grouping': {'by': ['host']}");
            case 1 -> policy.append(", 'grouping': {'by': ['rule'], 'wait': '30s', 'interval': '5m'}");
            default -> {}
        }
        if (random.nextInt(3) == 0) {
            policy.append(", 'repeat': ['1h', '8h']");
        }
        if (random.nextInt(4) == 0) {
            policy.append(", 'escalate': {'after': '15m', 'to': 'lead'}");
        }
        if (random.nextInt(6) == 0) {
            policy.append(", 'fallback': {'after': '5m', 'to': 'lead'}");
        }
        if (random.nextInt(4) == 0) {
            policy.append(", 'rateGuard': {'notices': 2, 'per': '10m'}");
        }
        if (random.nextInt(8) == 0) {
            policy.append(", 'mute': [{'zone': 'Asia/Seoul', 'times': ['07:00-07:30', '08:10-12:00', '23:00-03:00']}]");
        }
        if (random.nextInt(5) == 0) {
            policy.append(", 'inhibit': [{'source': 'rule == `kept`', 'target': 'rule in (`also`, `tagged`, `held`)', "
                    + "'equal': ['host']}]");
        }
        if (random.nextInt(8) == 0) {
            policy.append(", 'heartbeat': '6h'");
        }
        return policy.toString();
    }

    private static String json(String text) {
        return text.replace('\'', '"').replace('`', '\'');
    }
}

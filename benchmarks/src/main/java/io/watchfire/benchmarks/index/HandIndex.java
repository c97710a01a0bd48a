package io.watchfire.benchmarks.index;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody would write who knows the rules beforehand: a map from service to sorted bounds, one sorted array of the bounds that all
 * share, a map of name prefixes. The same duties: it looks up the series, keeps its last time and values, and tells what changed, not what
 * holds.
 */
final class HandIndex {
    private static final Pattern BOUND = Pattern.compile("okindName == '([^']+)' && resp_time >= (\\d+)");
    private static final Pattern SERVICE = Pattern.compile("okindName == '([^']+)'");
    private static final Pattern SHARED = Pattern.compile("tps >= (\\d+)");
    private static final Pattern GLOB = Pattern.compile("oname like '([^*]+)\\*'");
    private static final double[] NONE = {};

    private final Map<String, double[]> bounds = new HashMap<>();
    private final Map<String, Integer> services = new HashMap<>();
    private final Map<String, Integer> prefixes = new HashMap<>();
    private final double[] shared;
    private final Map<Labels, State> series = new HashMap<>();

    private static final class State {
        long lastTime = Long.MIN_VALUE;
        double respTime = Double.NEGATIVE_INFINITY;
        double tps = Double.NEGATIVE_INFINITY;
        double[] bounds = NONE;
    }

    HandIndex(List<String> conditions) {
        Map<String, List<Double>> ofServices = new HashMap<>();
        List<Double> ofAll = new ArrayList<>();
        for (String condition : conditions) {
            Matcher bound = BOUND.matcher(condition);
            Matcher service = SERVICE.matcher(condition);
            Matcher common = SHARED.matcher(condition);
            Matcher glob = GLOB.matcher(condition);
            if (bound.matches()) {
                ofServices
                        .computeIfAbsent(bound.group(1), unused -> new ArrayList<>(1))
                        .add(Double.valueOf(bound.group(2)));
            } else if (service.matches()) {
                services.merge(service.group(1), 1, Integer::sum);
            } else if (common.matches()) {
                ofAll.add(Double.valueOf(common.group(1)));
            } else if (glob.matches()) {
                prefixes.merge(glob.group(1), 1, Integer::sum);
            } else {
                throw new IllegalArgumentException("not written by hand: " + condition);
            }
        }
        shared = sorted(ofAll);
        ofServices.forEach((service, its) -> bounds.put(service, sorted(its)));
    }

    private static double[] sorted(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** @return how many rules began or ceased to hold */
    int process(Event event) {
        State state = series.get(event.labels());
        int changed = 0;
        if (state == null) {
            state = new State();
            series.put(event.labels(), state);
            state.bounds = bounds.getOrDefault(event.tags().get("okindName"), NONE);
            changed += services.getOrDefault(event.tags().get("okindName"), 0);
            String name = String.valueOf(event.tags().get("oname"));
            changed += prefixes.getOrDefault(name.substring(0, name.lastIndexOf('-') + 1), 0);
        }
        if (event.time() < state.lastTime) {
            return 0;
        }
        state.lastTime = event.time();
        if (state.bounds.length > 0) {
            double respTime = number(event, "resp_time");
            changed += Math.abs(upTo(state.bounds, respTime) - upTo(state.bounds, state.respTime));
            state.respTime = respTime;
        }
        if (shared.length > 0) {
            double tps = number(event, "tps");
            changed += Math.abs(upTo(shared, tps) - upTo(shared, state.tps));
            state.tps = tps;
        }
        return changed;
    }

    private static double number(Event event, String name) {
        return event.fields().get(name) instanceof Double number ? number : Double.NEGATIVE_INFINITY;
    }

    private static int upTo(double[] bounds, double number) {
        int low = 0;
        int high = bounds.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[middle] <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

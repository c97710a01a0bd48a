package io.watchfire.notifiers.receiverfile;

import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.receiver.Policy;
import io.watchfire.notifiers.receiver.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the routing tree. */
final class RouteReader {
    private static final int DEEPEST = 50;

    private final ReceiverNames names;
    private final Problems problems;

    RouteReader(ReceiverNames names, Problems problems) {
        this.names = names;
        this.problems = problems;
    }

    /** The routes in an object, which are none if it has none. */
    List<Route> read(ObjectReader around) {
        return read(around, 0);
    }

    private List<Route> read(ObjectReader around, int depth) {
        List<JsonValue> elements = around.array("routes");
        List<Route> routes = new ArrayList<>();
        if (elements == null) {
            return routes;
        }
        if (depth == DEEPEST && !elements.isEmpty()) {
            problems.error(elements.get(0), "too-deep", "routes stand inside each other " + DEEPEST + " times", null);
            return routes;
        }
        Route takesAll = null;
        for (JsonValue element : elements) {
            JsonObject object = around.asObject(element);
            if (object == null) {
                continue;
            }
            Route route = route(object, depth);
            if (takesAll != null) {
                dead(object, takesAll);
            } else if (!route.goesOn() && isTakenBefore(route, routes)) {
                same(object);
            }
            if (takesAll == null && !route.goesOn() && takesAll(route, object)) {
                takesAll = route;
            }
            routes.add(route);
        }
        return routes;
    }

    private Route route(JsonObject object, int depth) {
        List<String> known = new ArrayList<>(List.of("when", "receivers", "continue", "routes"));
        known.addAll(PolicyReader.KEYS);
        ObjectReader reader = new ObjectReader(object, "a route", known, problems);
        AlertCondition when = PolicyReader.condition(reader, "when", problems);
        List<JsonText> receivers = reader.texts("receivers");
        if (receivers != null) {
            receivers.forEach(names::mustBeKnown);
            if (receivers.isEmpty()) {
                problems.add(
                        Severity.WARNING,
                        object,
                        "reaches-nobody",
                        "what comes here reaches nobody: \"receivers\" is empty",
                        "name somebody, or leave \"receivers\" out for those of the route around it");
            }
        }
        boolean goesOn = reader.bool("continue", false);
        Policy policy = new PolicyReader(reader, names, problems).read();
        return new Route(
                object.path(),
                when,
                receivers == null
                        ? null
                        : receivers.stream().map(JsonText::value).toList(),
                goesOn,
                policy,
                read(reader, depth + 1));
    }

    /** A route whose condition has errors takes something that is not known. */
    private static boolean takesAll(Route route, JsonObject object) {
        @Nullable AlertCondition when = route.when();
        return when == null ? object.get("when") == null : when.isAlwaysTrue();
    }

    private static boolean isTakenBefore(Route route, List<Route> before) {
        return route.when() != null
                && before.stream().anyMatch(other -> !other.goesOn() && Objects.equals(route.when(), other.when()));
    }

    private void dead(JsonObject route, Route before) {
        problems.add(
                Severity.WARNING,
                route,
                "dead-route",
                "no alert comes here: the route " + before.path() + " takes all of them",
                "put this one before it, or let that one \"continue\"");
    }

    private void same(JsonObject route) {
        problems.add(
                Severity.WARNING,
                route,
                "dead-route",
                "no alert comes here: a route before it has the same condition",
                "put their receivers together, or let that one \"continue\"");
    }
}

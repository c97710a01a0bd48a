package io.watchfire.notifiers.receiver;

import io.watchfire.notifiers.matcher.AlertCondition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch of the routing tree. Immutable.
 *
 * @param path where it stands in its file: {@code $.routes[0].routes[1]}
 * @param when which alerts it takes; null: all
 * @param receivers names of those who are told; null: those of the route around it
 * @param goesOn whether the routes behind it are asked, too
 * @param policy what it says of notices; what it does not say is said by the route around it
 * @param routes asked first, in their order; if none of them takes an alert, the route itself does
 */
public record Route(
        String path,
        @Nullable AlertCondition when,
        @Nullable List<String> receivers,
        boolean goesOn,
        Policy policy,
        List<Route> routes) {
    public Route {
        receivers = receivers == null ? null : List.copyOf(receivers);
        routes = List.copyOf(routes);
    }
}

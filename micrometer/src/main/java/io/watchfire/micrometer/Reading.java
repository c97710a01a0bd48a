package io.watchfire.micrometer;

import io.watchfire.evaluator.EngineCounters;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.notifiers.delivery.DeliveryCounters;
import io.watchfire.runtime.AlertService;
import io.watchfire.runtime.ServiceCounters;
import io.watchfire.runtime.ServiceHealth;
import java.util.Map;

/** What a service says of itself at one time. */
record Reading(
        EngineCounters engine,
        DeliveryCounters deliveries,
        long evaluations,
        Map<AlertState, Integer> alerts,
        int rules,
        ServiceHealth health) {
    static Reading of(AlertService service) {
        ServiceCounters counters = service.counters();
        return new Reading(
                counters.engine(),
                counters.deliveries(),
                service.evaluations(),
                service.alertCounts(),
                service.rules().rules().size(),
                service.health());
    }

    int alerts(AlertState state) {
        return alerts.getOrDefault(state, 0);
    }
}

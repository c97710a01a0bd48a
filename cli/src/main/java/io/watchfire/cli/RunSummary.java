package io.watchfire.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watchfire.evaluator.EngineCounters;
import io.watchfire.notifiers.delivery.DeliveryCounters;
import io.watchfire.runtime.ServiceCounters;
import java.util.Locale;

/** What came of a live run, in numbers. */
record RunSummary(ServiceCounters counters, long badLines) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Whether every event was judged and every notice arrived. */
    boolean allDelivered() {
        DeliveryCounters notices = counters.deliveries();
        return counters.waiting() == 0 && notices.gaveUp() == 0 && notices.refused() == 0;
    }

    String text() {
        EngineCounters engine = counters.engine();
        DeliveryCounters notices = counters.deliveries();
        return String.format(
                Locale.ROOT,
                "watchfire: %,d events (%,d late, %,d too far ahead, %,d of series beyond the bound, %,d bad lines),"
                        + " %,d transitions,"
                        + " %,d of %,d notices delivered",
                engine.events(),
                engine.late(),
                engine.ahead(),
                engine.refusedSeries(),
                badLines,
                engine.transitions(),
                notices.delivered(),
                notices.accepted() + notices.refused());
    }

    String json() {
        EngineCounters engine = counters.engine();
        DeliveryCounters notices = counters.deliveries();
        return JSON.createObjectNode()
                .put("events", engine.events())
                .put("badLines", badLines)
                .put("lateEvents", engine.late())
                .put("eventsAhead", engine.ahead())
                .put("refusedEvents", engine.refusedSeries())
                .put("transitions", engine.transitions())
                .put("notices", notices.accepted() + notices.refused())
                .put("delivered", notices.delivered())
                .toString();
    }
}

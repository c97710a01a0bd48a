package io.watchfire.benchmarks.window;

import io.siddhi.core.SiddhiAppRuntime;
import io.siddhi.core.SiddhiManager;
import io.siddhi.core.stream.input.InputHandler;
import io.siddhi.core.stream.output.StreamCallback;
import io.watchfire.evaluator.event.Event;

/** Siddhi: one window over all series, grouped. A partition for each series is slower by far. */
final class SiddhiRow implements Row {
    private final SiddhiManager manager = new SiddhiManager();
    private final SiddhiAppRuntime app;
    private final InputHandler input;
    private long matches;

    SiddhiRow(Question question, double... thresholds) {
        StringBuilder query = new StringBuilder("define stream S (series string, ts long, resp double); from S")
                .append(question.peerFilter)
                .append("#window.externalTime(ts, " + question.over + ") select series, ")
                .append(question.peerAggregate)
                .append(" as a group by series ");
        if (thresholds.length == 1) {
            query.append("having a >= ").append(thresholds[0]).append(" insert into Out;");
        } else {
            query.append("insert into A;");
            for (double threshold : thresholds) {
                query.append("from A[a >= ").append(threshold).append("] select series, a insert into Out;");
            }
        }
        app = manager.createSiddhiAppRuntime(query.toString());
        app.addCallback("Out", new StreamCallback() {
            @Override
            public void receive(io.siddhi.core.event.Event[] events) {
                matches += events.length;
            }
        });
        app.start();
        input = app.getInputHandler("S");
    }

    @Override
    public void process(Event event) {
        String kind = event.tags().get("okindName");
        if ("btf-order".equals(kind)) {
            Object[] data = {event.tags().get("oname"), event.time(), event.fields().get("resp_time")};
            try {
                input.send(event.time(), data);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public long matches() {
        return matches;
    }

    @Override
    public long firings() {
        return -1;
    }

    @Override
    public void close() {
        app.shutdown();
        manager.shutdown();
    }
}

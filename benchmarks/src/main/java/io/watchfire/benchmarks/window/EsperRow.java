package io.watchfire.benchmarks.window;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import io.watchfire.evaluator.event.Event;
import java.util.UUID;

/** Esper: one window over all series, grouped, with a row for each event. */
final class EsperRow implements Row {
    private final EPRuntime runtime;
    private final EPEventService events;
    private long matches;

    EsperRow(Question question, double... thresholds) {
        Configuration configuration = new Configuration();
        configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
        configuration.getCommon().addEventType("S", new String[] {"series", "ts", "resp"}, new Object[] {
            String.class, long.class, double.class
        });
        runtime = EPRuntimeProvider.getRuntime(UUID.randomUUID().toString(), configuration);
        String aggregate = question.peerAggregate.replace("count()", "count(*)");
        StringBuilder query = new StringBuilder();
        String select = "select series, ts, " + aggregate + " as a from S" + question.peerFilter.replace('[', '(').replace(']', ')')
                + "#ext_timed(ts, " + question.over / 1000 + " sec) group by series";
        if (thresholds.length == 1) {
            query.append("@name('out0') ").append(select).append(" having ").append(aggregate).append(" >= ").append(thresholds[0]);
        } else {
            query.append("insert into A ").append(select).append(";");
            for (int i = 0; i < thresholds.length; i++) {
                query.append("@name('out" + i + "') select series, a from A(a >= " + thresholds[i] + ");\n");
            }
        }
        try {
            EPCompiled compiled = EPCompilerProvider.getCompiler().compile(query.toString(), new CompilerArguments(configuration));
            for (EPStatement statement : runtime.getDeploymentService().deploy(compiled).getStatements()) {
                if (String.valueOf(statement.getName()).startsWith("out")) {
                    statement.addListener((added, removed, source, from) -> matches += added == null ? 0 : added.length);
                }
            }
        } catch (EPCompileException | EPDeployException e) {
            throw new IllegalStateException(e);
        }
        events = runtime.getEventService();
    }

    @Override
    public void process(Event event) {
        String kind = event.tags().get("okindName");
        if ("btf-order".equals(kind)) {
            Object[] data = {event.tags().get("oname"), event.time(), event.fields().get("resp_time")};
            events.sendEventObjectArray(data, "S");
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
        runtime.destroy();
    }
}

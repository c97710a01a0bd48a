package io.watchfire.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleEdit;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules that come and go leave nothing behind: no class, no state, not themselves. */
@Timeout(60)
class RuleChurnTest {
    private static final long START = 1_700_000_000_000L;
    private static final int ROUNDS = 10_000;
    private static final int WARM = 300;

    private final List<WeakReference<Rule>> gone = new ArrayList<>();
    private RuleSet rules = new RuleEdit()
            .add(definition("stays", "resp_time >= 2000"))
            .applyTo(new RuleSet(Map.of(), List.of()))
            .orElseThrow();
    private final AlertEngine engine = new AlertEngine(rules, EngineOptions.DEFAULT);

    @Test
    void thousandsOfRulesThatComeFireAndGoLeaveClassesAndStateAsTheyWere() {
        int classes = 0;
        int state = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round == WARM) {
                classes = loadedClasses();
                state = engine.snapshot().length;
            }
            comeFireAndGo(round);
        }

        // A class or a state for each rule would be more than a thousand more.
        assertThat(loadedClasses() - classes).isLessThan(100);
        assertThat(engine.snapshot().length - state).isLessThan(100);
        assertThat(engine.alerts()).isEmpty();
        assertThat(engine.unknownVerdicts()).hasSizeLessThanOrEqualTo(1);
        for (int i = 0; i < 50 && stillThere() > 1; i++) {
            System.gc();
        }
        // What was looked at last may be at hand until the next look.
        assertThat(stillThere()).isLessThanOrEqualTo(1);
    }

    /** Each round has other names, numbers and texts, and one of five shapes; one of them reads a window, one gathers series. */
    private void comeFireAndGo(int round) {
        String field = "field_" + round;
        String condition = switch (round % 5) {
            case 0 -> field + " >= " + round;
            case 1 -> field + " + resp_time > " + round;
            case 2 -> "okindName in ('svc', 'svc-" + round + "') && " + field + " > 0";
            case 3 -> "max(" + field + ") over 1m >= " + round;
            default -> field + " between 0 and " + (round + 1) + " or oname like 'x" + round + "*'";
        };
        change(new RuleEdit().add(definition("r" + round, condition)));
        gone.add(new WeakReference<>(rules.rules().get(1)));
        engine.process(Event.of("app")
                .at(START + round)
                .tag("okindName", "svc")
                .tag("oname", "host")
                .field(field, round + 1)
                .field("resp_time", 10)
                .build());
        assertThat(engine.alerts()).hasSize(1);
        change(new RuleEdit().remove("r" + round));
        assertThat(engine.alerts()).isEmpty();
    }

    private void change(RuleEdit edit) {
        rules = edit.applyTo(rules).orElseThrow();
        engine.reload(rules, engine.time().orElse(START));
    }

    private long stillThere() {
        return gone.stream().map(WeakReference::get).filter(Objects::nonNull).count();
    }

    private static int loadedClasses() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    private static RuleDefinition definition(String id, String condition) {
        return RuleDefinition.of(id)
                .category("app")
                .condition(condition)
                .groupBy()
                .build();
    }
}

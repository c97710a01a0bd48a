package io.watchfire.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void tableShowsRulesReceiversAndThatAllWentWell() {
        assertThat(summary(List.of()).table()).isEqualTo("""
                        1,210 events judged, 18,000 requests answered, 33 s, 1 refused by Slack's stand-in and sent again

                        fired  resolved  messages  rule
                            1         1         4  btf-order 평균응답시간
                            2         2         4  btf-promotion SQL 페치건수

                        notices  receiver
                              2  order-team
                              6  everyone

                        Every rule fired, resolved, and was told to all of its receivers, both times.""");
    }

    @Test
    void tableListsWhatDidNotComeToPass() {
        Summary summary = summary(List.of("one did not fire", "another did not resolve"));

        assertThat(summary.passed()).isFalse();
        assertThat(summary.table()).endsWith("""

                        Not all went well:
                        - one did not fire
                        - another did not resolve""");
    }

    private static Summary summary(List<String> problems) {
        return new Summary(
                33,
                1210,
                18_000,
                1,
                List.of(
                        new Summary.RuleResult("btf-order 평균응답시간", 1, 1, 4),
                        new Summary.RuleResult("btf-promotion SQL 페치건수", 2, 2, 4)),
                List.of(new Summary.ReceiverResult("order-team", 2), new Summary.ReceiverResult("everyone", 6)),
                problems);
    }
}

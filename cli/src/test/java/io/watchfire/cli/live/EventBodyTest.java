package io.watchfire.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchfire.cli.live.EventBody.Problem;
import io.watchfire.evaluator.event.Event;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBodyTest {
    private static final long NOW = 1_700_000_000_000L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"category\":\"a\"}\n{\"time\":5,\"category\":\"주문\"}\n",
                "\r\n{\"category\":\"a\"}\r\n\r\n{\"time\":5,\"category\":\"주문\"}",
                "[{\"category\":\"a\"},{\"time\":5,\"category\":\"주문\"}]",
                "\ufeff[{\"category\":\"a\"},{\"time\":5,\"category\":\"주문\"}]",
                "\ufeff{\"category\":\"a\"}\n{\"time\":5,\"category\":\"주문\"}",
                "  [\n{\"category\":\"a\"},\n{\"time\":5,\n\"category\":\"주문\"}]",
            })
    void linesAndArraysGiveTheSameEvents(String body) {
        assertThat(parse(body).events())
                .extracting(Event::time, Event::category)
                .containsExactly(tuple(NOW, "a"), tuple(5L, "주문"));
    }

    @Test
    void oneObjectMayStretchOverLines() {
        assertThat(parse("{\n  \"category\": \"a\",\n  \"fields\": {\"x\": 1}\n}\n")
                        .events())
                .singleElement()
                .satisfies(event -> assertThat(event.fields()).containsEntry("x", 1.0));
    }

    @Test
    void oneBadEventKeepsAllOut() {
        EventBody body = parse("{\"category\":\"a\"}\nnonsense\n{\"category\":\"b\"}\n{}\n");

        assertThat(body.events()).isEmpty();
        assertThat(body.problems())
                .extracting(Problem::unit, Problem::number)
                .containsExactly(tuple("line", 2L), tuple("line", 4L));
    }

    @Test
    void badElementsOfAnArrayAreNamedByIndex() {
        EventBody body = parse("[{\"category\":\"a\"},7,{\"category\":\"\"}]");

        assertThat(body.events()).isEmpty();
        assertThat(body.problems())
                .extracting(Problem::unit, Problem::number)
                .containsExactly(tuple("index", 1L), tuple("index", 2L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n \n", "[", "[]x", "[{\"category\":\"a\"}"})
    void bodiesWithoutAnEventOrWithBrokenJsonAreAProblem(String body) {
        assertThat(parse(body).problems()).isNotEmpty();
        assertThat(parse(body).events()).isEmpty();
    }

    @Test
    void theListOfProblemsIsBounded() {
        assertThat(parse("x\n".repeat(5000)).problems()).hasSize(100);
    }

    private static EventBody parse(String body) {
        return EventBody.parse(body.getBytes(StandardCharsets.UTF_8), NOW);
    }
}

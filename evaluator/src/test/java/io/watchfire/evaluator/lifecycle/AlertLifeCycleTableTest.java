package io.watchfire.evaluator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each row of the table in docs/alert-life-cycle.md, and sees to it that the table leaves nothing out. */
class AlertLifeCycleTableTest {
    private static final Path DOCUMENT = Path.of("../docs/alert-life-cycle.md");
    private static final String HEADER = "| state | keys of the rule | until then | now | then | reason | why |";

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theEngineDoesWhatTheTableSays(TableRow row) {
        TableRun run = new TableRun(row);

        row.untilThen().forEach(run::happen);
        assertThat(run.state()).as("the state before").isEqualTo(row.state());

        List<Transition> transitions = run.happen(row.now());

        if (row.reason().equals("–")) {
            assertThat(transitions).isEmpty();
            assertThat(run.state()).isEqualTo(row.then());
        } else {
            assertThat(transitions).hasSize(1);
            Transition only = transitions.get(0);
            assertThat(only.from().text()).isEqualTo(row.state().split(" ")[0]);
            assertThat(run.shown(only)).isEqualTo(row.then());
            assertThat(only.reason().text()).isEqualTo(row.reason());
            assertThat(run.state()).isEqualTo(run.leftBehind(only));
        }
    }

    /** What may happen, as far as the words of the table tell it apart. */
    @ParameterizedTest
    @MethodSource("states")
    void everythingHappensInEveryState(AlertState state) {
        List<TableRow> rows =
                rows().filter(row -> row.state().startsWith(state.text())).toList();

        assertThat(rows).anyMatch(row -> row.now().matches("[0-9a-z]+ bad"));
        assertThat(rows).anyMatch(row -> row.now().contains("worse"));
        assertThat(rows).anyMatch(row -> row.now().contains("between"));
        assertThat(rows).anyMatch(row -> row.now().endsWith(" good"));
        assertThat(rows).anyMatch(row -> row.now().contains("unknown"));
        assertThat(rows).anyMatch(row -> row.why().equals("late"));
        assertThat(rows).anyMatch(row -> row.why().contains("of equal time"));
        assertThat(rows)
                .anyMatch(row -> row.now().contains("passes") && row.keys().contains("\"keep\""));
        assertThat(rows)
                .anyMatch(row -> row.now().contains("passes") && row.keys().contains("\"fire\""));
        assertThat(rows).anyMatch(row -> row.keys().contains("activeTime"));
        assertThat(rows).anyMatch(row -> row.keys().contains("\"groupBy\": []"));
        assertThat(rows).anyMatch(row -> row.keys().contains("levels"));
    }

    static Stream<AlertState> states() {
        return Stream.of(AlertState.INACTIVE, AlertState.PENDING, AlertState.FIRING, AlertState.RECOVERING);
    }

    @Test
    void everyKindOfTransitionIsInTheTable() {
        TreeSet<String> kinds = new TreeSet<>();
        rows().filter(row -> !row.reason().equals("–"))
                .forEach(row ->
                        kinds.add(row.state().split(" ")[0] + " " + row.then().split(" ")[0] + " " + row.reason()));

        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "inactive pending condition",
                        "inactive firing condition",
                        "inactive firing for",
                        "inactive firing occurrences",
                        "inactive firing no_data",
                        "pending inactive condition",
                        "pending inactive no_data",
                        "pending firing condition",
                        "pending firing for",
                        "pending firing occurrences",
                        "pending firing no_data",
                        "firing firing level",
                        "firing recovering recovery",
                        "firing resolved recovery",
                        "firing resolved no_data",
                        "recovering firing condition",
                        "recovering resolved recovery",
                        "recovering resolved no_data");
        assertThat(Arrays.stream(Reason.values()).map(Reason::text))
                .allMatch(reason -> reason.equals("rule_removed")
                        || rows().anyMatch(row -> row.reason().equals(reason)));
    }

    static Stream<TableRow> rows() {
        List<TableRow> rows = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(DOCUMENT);
            for (int i = lines.indexOf(HEADER) + 2;
                    i < lines.size() && lines.get(i).startsWith("|");
                    i++) {
                rows.add(TableRow.of(lines.get(i)));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return rows.stream();
    }
}

package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a rule does not fire on an event; why somebody was told is in {@link OrdersTest}. */
class WhyCommandTest {
    private static final String EVENT =
            "{\"category\": \"app\", \"tags\": {\"okindName\": \"주문\"}, \"fields\": {\"resp_time\": 1900}}";

    @TempDir
    Path folder;

    private String rules = "";

    @BeforeEach
    void rules() throws IOException {
        rules = Files.writeString(folder.resolve("rules.json"), """
                {"version": 1,
                 "categories": {"app": {"tags": ["okindName"], "fields": {"resp_time": "ms", "tps": "number"}}},
                 "rules": [{"id": "slow", "category": "app", "target": "okindName == '주문'",
                            "condition": "resp_time >= 2s && tps > 5", "for": "5m"}]}""").toString();
    }

    @Test
    void whatTheRuleSaysOfTheEventIsTold() {
        CommandRun run = CommandRun.of("why", "--rules", rules, "--rule", "slow", "--event", EVENT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                slow does not fire
                  the condition does not hold
                  target
                    okindName == '주문' is true: '주문' == '주문'
                  warning is false
                    resp_time >= 2s is false: 1900 >= 2000
                    tps > 5 is unknown: tps is missing in the event
                """);
    }

    @Test
    void programsGetTheSame() {
        CommandRun run = CommandRun.of("why", "--rules", rules, "--rule", "slow", "--event", EVENT, "--format", "json");

        assertThat(run.out()).isEqualTo("""
                {"rule":"slow","fires":null,"verdict":"false","reasons":["the condition does not hold"],\
                "target":[{"condition":"okindName == '주문'","verdict":"true","parts":[\
                {"condition":"okindName == '주문'","verdict":"true","left":"'주문'","operator":"==","right":"'주문'"}]}],\
                "levels":[{"level":"warning","condition":"resp_time >= 2s && tps > 5","verdict":"false","parts":[\
                {"condition":"resp_time >= 2s","verdict":"false","left":"1900","operator":">=","right":"2000"},\
                {"condition":"tps > 5","verdict":"unknown","left":"unknown","operator":">","right":"5",\
                "why":["tps is missing in the event"]}]}]}
                """);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--rules RULES --rule fast --event EVENT           | there is no rule fast",
                "--rules RULES --rule slow --event {}              | the event, column 1: \"category\" is missing",
                "--rules RULES --rule slow                         | why asks either for --rules and --event, or for --state",
                "--rules RULES --rule slow --event EVENT --state v | why asks either for --rules and --event, or for --state",
                "--rule slow --state nowhere                       | no run has used nowhere yet",
            })
    void whatCannotBeUsedIsTold(String arguments, String said) {
        String[] args = ("why " + arguments.strip()).split(" ");
        for (int i = 0; i < args.length; i++) {
            args[i] = args[i].equals("RULES") ? rules : args[i].equals("EVENT") ? EVENT : args[i];
        }

        CommandRun run = CommandRun.of(args);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(said);
    }
}

package io.watchfire.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadException;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleEdit;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.receiver.Secret;
import io.watchfire.runtime.files.ConfigurationFiles;
import io.watchfire.runtime.files.Reload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The looks are taken by hand: one that sees a change, and one that finds the files at rest. */
@Timeout(60)
class FileWatchTest {
    @TempDir
    private Path folder;

    private final List<Reload> reloads = new ArrayList<>();
    private Path rules;
    private Path receivers;
    private AlertService service;
    private FileWatch watch;

    @BeforeEach
    void start() throws IOException {
        rules = write("rules.json", rules("cpu"));
        receivers = write("receivers.json", receivers("team"));
        watch(rules, receivers);
    }

    private void watch(Path ruleFile, Path receiverFile) {
        if (service != null) {
            service.close();
        }
        ConfigurationFiles files = ConfigurationFiles.of(List.of(ruleFile), List.of(receiverFile), Map.of());
        var loaded = files.load();
        service = AlertService.builder()
                .rules(loaded.rules().orElseThrow())
                .receivers(loaded.receivers().orElseThrow())
                .start();
        watch = new FileWatch(service, files, reloads::add, problem -> {});
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void nothingHappensWhileNothingChanges() {
        watch.look();
        watch.look();

        assertThat(reloads).isEmpty();
    }

    @Test
    void aChangedFileIsTakenWhenItIsAtRestFromOneLookToTheNext() throws IOException {
        write("rules.json", rules("cpu", "memory"));
        watch.look();
        assertThat(reloads).isEmpty();

        watch.look();

        assertThat(reloads).singleElement().satisfies(reload -> {
            assertThat(reload.taken()).isTrue();
            assertThat(reload.toString())
                    .isEqualTo("files have changed and are taken: rules 1 added (memory); receivers as before");
        });
        assertThat(ids()).containsExactly("cpu", "memory");
        watch.look();
        watch.look();
        assertThat(reloads).hasSize(1);
    }

    @Test
    void aFileThatIsStillBeingWrittenIsLeftAlone() throws IOException {
        String whole = rules("cpu", "memory", "disk");
        for (int written = 10; written < whole.length(); written += 20) {
            write("rules.json", whole.substring(0, written));
            watch.look();
        }
        write("rules.json", whole);
        watch.look();
        watch.look();

        assertThat(reloads).singleElement().matches(Reload::taken);
        assertThat(ids()).containsExactly("cpu", "memory", "disk");
    }

    @Test
    void allErrorsOfAllFilesAreToldOnceWithTheirPlacesAndTheOldOnesGoOn() throws IOException {
        write("rules.json", rules("cpu").replace(">= 80", ">= 80 &&").replace("\"id\"", "\n\"idd\": 1, \"id\""));
        write("receivers.json", receivers("team").replace("console", "pigeon"));
        look(4);

        assertThat(reloads).singleElement().satisfies(reload -> {
            assertThat(reload.taken()).isFalse();
            assertThat(reload.problems())
                    .extracting(FileProblem::file)
                    .containsExactly(rules.toString(), rules.toString(), receivers.toString());
            assertThat(reload.problems().get(0).path()).isEqualTo("$.rules[0].idd");
            assertThat(reload.problems().get(0).line()).isEqualTo(2);
            assertThat(reload.toString()).contains("have errors; all goes on as before", "rules.json:2:1");
        });
        assertThat(ids()).containsExactly("cpu");

        write("rules.json", rules("cpu", "memory"));
        write("receivers.json", receivers("team", "others"));
        look(2);

        assertThat(reloads.get(1).toString())
                .isEqualTo("files have changed and are taken: rules 1 added (memory); receivers 1 added (others)");
    }

    @Test
    void filesThatDoNotGoTogetherAreNotTaken() throws IOException {
        write("rules.json", rules("cpu").replace("\"id\"", "\"receiverTags\": [\"nobody\"], \"id\""));
        look(2);

        assertThat(reloads.get(0).problems()).extracting(FileProblem::code).containsExactly("unknown-receiver-tag");
        assertThat(ids()).containsExactly("cpu");
    }

    @Test
    void aFileThatAnEditorPutsInThePlaceOfAnotherIsSeenThoughItHasItsTimeAndSize() throws IOException {
        FileTime time = Files.getLastModifiedTime(rules);
        Path fresh = write("rules.json~", rules("ram"));
        Files.setLastModifiedTime(fresh, time);
        Files.move(fresh, rules, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        look(2);

        assertThat(ids()).containsExactly("ram");
    }

    @Test
    void aFolderWhoseLinkIsTurnedToAnotherIsSeen() throws IOException {
        Files.createDirectories(folder.resolve("..1"));
        Files.createDirectories(folder.resolve("..2"));
        write("..1/rules.json", rules("cpu"));
        write("..2/rules.json", rules("ram"));
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
        Path mounted = Files.createSymbolicLink(folder.resolve("mounted.json"), Path.of("..data", "rules.json"));
        watch(mounted, receivers);

        Path turned = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
        Files.move(turned, data, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        look(2);

        assertThat(ids()).containsExactly("ram");
    }

    @Test
    void aFileThatIsGoneIsAnErrorAndAllGoesOnUntilItIsBack() throws IOException {
        Files.delete(rules);
        look(2);
        assertThat(reloads.get(0).problems()).extracting(FileProblem::code).containsExactly("cannot-read");
        assertThat(ids()).containsExactly("cpu");

        write("rules.json", rules("ram"));
        look(2);
        assertThat(ids()).containsExactly("ram");
    }

    @Test
    void aSecretInAFileOfItsOwnIsTakenAnewWhenThatFileAloneChanges() throws IOException {
        Files.createDirectories(folder.resolve("secrets"));
        write("secrets/hook", "https://hooks.example.com/first\n");
        write("receivers.json", slack("${file:secrets/hook}"));
        watch(rules, receivers);

        write("secrets/hook", "https://hooks.example.com/second\n");
        look(2);

        assertThat(reloads)
                .singleElement()
                .satisfies(reload -> assertThat(reload.toString())
                        .isEqualTo("files have changed and are taken: rules as before; receivers 1 changed (team)"));
        assertThat(webhookUrl()).isEqualTo("https://hooks.example.com/second");
    }

    @Test
    void aSecretThatIsMissingHoldsNothingUpAndIsTakenWhenItIsThere() throws IOException {
        write("receivers.json", slack("${file:late}"));
        look(2);
        assertThat(reloads.get(0).problems()).extracting(FileProblem::code).containsExactly("missing-file");

        write("late", "https://hooks.example.com/late");
        look(2);

        assertThat(webhookUrl()).isEqualTo("https://hooks.example.com/late");
    }

    @Test
    void aSecretThatNoReceiverNamesAnyMoreIsNotLookedAt() throws IOException {
        write("hook", "https://hooks.example.com/first");
        write("receivers.json", slack("${file:hook}"));
        watch(rules, receivers);
        write("receivers.json", receivers("team"));
        look(2);
        reloads.clear();

        write("hook", "https://hooks.example.com/second, which is longer");
        look(3);

        assertThat(reloads).isEmpty();
    }

    @Test
    void aFileOfWordsIsTakenAnewWhenItAloneChanges() throws IOException {
        write("words.properties", "level.warning = Achtung\n");
        write("receivers.json", receivers("team").replace("}]", ", \"words\": \"words.properties\"}]"));
        watch(rules, receivers);

        write("words.properties", "level.warning = Vorsicht\n");
        look(2);

        assertThat(reloads)
                .singleElement()
                .asString()
                .isEqualTo("files have changed and are taken: rules as before; receivers 1 changed (team)");
    }

    private String webhookUrl() {
        Secret url = service.settings().receivers().receivers().get(0).webhookUrl();
        return url.reveal();
    }

    private static String slack(String url) {
        return receivers("team").replace("console\"", "slack\", \"webhookUrl\": \"" + url + "\"");
    }

    @Test
    void aServiceThatWatchesFilesTakesItsRulesFromNobodyElse() {
        ConfigurationFiles files = ConfigurationFiles.of(List.of(rules), List.of(receivers), Map.of());
        try (AlertService watching = AlertService.builder().watch(files).start()) {
            assertThat(watching.rules().rules()).extracting(Rule::id).containsExactly("cpu");
            assertThatIllegalStateException().isThrownBy(() -> watching.reload(service.rules()));
            assertThatIllegalStateException().isThrownBy(() -> watching.edit(new RuleEdit().remove("cpu")));
        }
    }

    @Test
    void aServiceDoesNotStartWithFilesThatHaveErrors() throws IOException {
        write("rules.json", "{");
        ConfigurationFiles files = ConfigurationFiles.of(List.of(rules), List.of(receivers), Map.of());

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> AlertService.builder().watch(files).start())
                .withMessageContaining("rules.json:1:");
    }

    @Test
    void aListenerThatFailsIsTheProblemOfNobodyElse() throws IOException {
        List<String> problems = new ArrayList<>();
        ConfigurationFiles files = ConfigurationFiles.of(List.of(rules), List.of(receivers), Map.of());
        files.load();
        watch = new FileWatch(
                service,
                files,
                reload -> {
                    throw new RejectedExecutionException("full");
                },
                problems::add);
        write("rules.json", rules("cpu", "memory"));

        look(2);

        assertThat(ids()).containsExactly("cpu", "memory");
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("the listener of reloads failed")
                .contains("full");
    }

    @Test
    void watchedReceiversHaveToGoWithRulesThatComeFromElsewhere() throws IOException {
        write("receivers.json", receivers("team").replace("}]", ", \"tags\": [\"dba\"]}]"));
        RuleSet tagged = RuleFile.parse(
                        "rules.json", rules("cpu").replace("\"id\"", "\"receiverTags\": [\"dba\"], \"id\""))
                .orElseThrow();
        ConfigurationFiles files = ConfigurationFiles.of(List.of(), List.of(receivers), Map.of());
        service.close();
        service = AlertService.builder()
                .rules(tagged)
                .receivers(files.load().receivers().orElseThrow())
                .start();
        watch = new FileWatch(service, files, reloads::add, problem -> {});
        write("receivers.json", receivers("team").replace("}]", ", \"tags\": [\"ops\"]}]"));

        look(2);

        assertThat(reloads).singleElement().matches(reload -> !reload.taken());
    }

    @Test
    void theThreadThatLooksEndsWithTheService() throws InterruptedException {
        ConfigurationFiles files = ConfigurationFiles.of(List.of(rules), List.of(receivers), Map.of());
        AlertService watching = AlertService.builder().watch(files).start();
        List<Thread> looking = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("watchfire-files"))
                .toList();
        assertThat(looking).isNotEmpty().allMatch(Thread::isDaemon);

        watching.close();

        for (Thread thread : looking) {
            thread.join();
        }
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }

    private List<String> ids() {
        return service.rules().rules().stream().map(Rule::id).toList();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String rules(String... ids) {
        List<String> all = new ArrayList<>();
        for (String id : ids) {
            all.add("{\"id\": \"" + id + "\", \"category\": \"pod\", \"condition\": \"cpu >= 80\"}");
        }
        return "{\"version\": 1, \"rules\": [" + String.join(",", all) + "]}";
    }

    private static String receivers(String... names) {
        List<String> all = new ArrayList<>();
        for (String name : names) {
            all.add("{\"name\": \"" + name + "\", \"type\": \"console\"}");
        }
        return "{\"version\": 1, \"receivers\": [" + String.join(",", all) + "]}";
    }
}

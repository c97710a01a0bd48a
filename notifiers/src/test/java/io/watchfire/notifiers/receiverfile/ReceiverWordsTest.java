package io.watchfire.notifiers.receiverfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.words.Word;
import io.watchfire.notifiers.words.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverWordsTest {
    @TempDir
    private Path folder;

    @Test
    void aReceiverWithoutWordsHasThoseOfItsLanguage() {
        Receiver receiver =
                load("\"language\": \"ko\"").orElseThrow().receivers().get(0);

        assertThat(receiver.words().words()).isSameAs(Words.of("ko"));
        assertThat(receiver.words().title()).isNull();
        assertThat(receiver.words().body()).isNull();
    }

    @Test
    void aReceiverMayHaveTemplatesAndWordsOfItsOwn() throws IOException {
        Files.writeString(folder.resolve("ja.properties"), "label.application = サービス\n");
        Receiver receiver =
                load("\"words\": \"ja.properties\", \"title\": \"${status} ${title}\", \"body\": \"${body}\\n${env:WHO} ${since | clock}\"")
                        .orElseThrow()
                        .receivers()
                        .get(0);

        assertThat(receiver.words().words().say(Word.APPLICATION)).isEqualTo("サービス");
        assertThat(receiver.words().words().say(Word.PROJECT)).isEqualTo("Project");
        assertThat(receiver.words().title()).isNotNull();
        assertThat(receiver.words().title().names()).containsExactlyInAnyOrder("status", "title");
        assertThat(receiver.words().body()).isNotNull();
        assertThat(receiver.words().body().source()).isEqualTo("${body}\n당번 ${since | clock}");
    }

    @Test
    void aTemplateThatIsWrongIsToldInsideTheText() {
        assertThat(problem("\"title\": \"알림 ${level | duration}\"")).isEqualTo("""
                receivers.json: $.receivers[0].title: error[format-mismatch]: "level" is a text, which cannot be written as "duration"
                  at receivers.json:1:86
                  1 | 알림 ${level | duration}
                    |                ^^^^^^^^
                  help: ${level} writes it as it is""");
    }

    @Test
    void ofATemplateThatWasPutInNothingIsShown() {
        assertThat(problem("\"title\": \"${env:WHO} ${level | durations}\"")).isEqualTo("""
                receivers.json: $.receivers[0].title: error[unknown-format]: in this template "durations" is not a format
                  at receivers.json:1:72
                  1 | {"version": 1, "receivers": [{"name": "*", "type": "console", "title": "${env:WHO} ${level | durations}"}]}
                    |                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  help: did you mean "duration"?""");
    }

    @Test
    void whatIsWrongWithAFileOfWordsIsToldWithItsOwnPlace() throws IOException {
        Files.writeString(folder.resolve("ja.properties"), "\nlable.application = サービス\n");

        assertThat(problem("\"words\": \"ja.properties\"")).isEqualTo("""
                ja.properties: line 2: error[unknown-key]: "lable.application" is not a word of messages
                  at ja.properties:2:1
                  2 | lable.application = サービス
                    | ^^^^^^^^^^^^^^^^^
                  help: did you mean "label.application"?""");
    }

    @Test
    void aFileOfWordsThatIsNotThereIsAnError() {
        assertThat(problem("\"words\": \"fr.properties\""))
                .contains("error[missing-file]: the file fr.properties does not exist");
    }

    @Test
    void aFileOfWordsThatIsNamedByASecretIsNotShownByThatName() {
        assertThat(problem("\"words\": \"${env:WHO}\""))
                .contains("error[missing-file]: the file ${env:WHO} does not exist")
                .doesNotContain("당번");
    }

    private String problem(String members) {
        LoadResult<ReceiverSet> result = load(members);
        assertThat(result.problems()).hasSize(1);
        FileProblem problem = result.problems().get(0);
        return problem.render();
    }

    private LoadResult<ReceiverSet> load(String members) {
        return ReceiverFile.parse(
                "receivers.json",
                "{\"version\": 1, \"receivers\": [{\"name\": \"a\", \"type\": \"console\", " + members + "}]}",
                folder,
                Map.of("WHO", "당번"));
    }
}

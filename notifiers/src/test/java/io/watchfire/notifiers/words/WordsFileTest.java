package io.watchfire.notifiers.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.json.LoadResult;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsFileTest {
    @Test
    void aFileSaysWhatItWantsAndTheLanguageTheRest() {
        Words words = WordsFile.parse(
                        "ja.properties",
                        "\ufeff# 日本語\r\nlabel.application: サービス\r\n\r\nlevel.warning=\\u8b66\\u544a\r\nformat.thousands =\r\n",
                        Words.of("ko"))
                .orElseThrow();

        assertThat(words.say(Word.APPLICATION)).isEqualTo("サービス");
        assertThat(words.say(Word.LEVEL_WARNING)).isEqualTo("警告");
        assertThat(words.number(1234567)).isEqualTo("1234567");
        assertThat(words.say(Word.PROJECT)).isEqualTo("프로젝트 이름");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '\0', textBlock = """
            lable.application = x → 2:1 unknown-key did you mean "label.application"?
            label.started → 2:14 bad-value without the line, the word of the receiver's "language" is used
            title = [${status}] ${titel} → 2:21 unknown-name did you mean "title"?
            label.started = ${time} → 2:17 unknown-name there are none
            title = [${status → 2:10 unclosed-name ${ itself is written as $${
            text.andMore = ${count | number} → 2:26 format-mismatch ${count} writes it as it is
            format.time = hh:mm bla → 2:15 bad-pattern such as uuuu-MM-dd HH:mm:ss Z; letters are those of Java's DateTimeFormatter
            format.clock = 시각 'HH → 2:16 bad-pattern such as uuuu-MM-dd HH:mm:ss Z; letters are those of Java's DateTimeFormatter
            label.started = \\u12 → 2:1 bad-escape null
            """)
    void whatIsWrongIsToldWithItsPlace(String line, String expected) {
        LoadResult<Words> result =
                WordsFile.parse("ja.properties", "# 日本語\n" + line.replace("\\\\", "\\") + "\n", Words.of("en"));

        assertThat(result.problems().stream()
                        .map(p -> p.line() + ":" + p.column() + " " + p.code() + " " + p.help())
                        .collect(Collectors.joining("; ")))
                .isEqualTo(expected);
    }

    @Test
    void aWordThatIsThereTwiceIsToldWithTheFirst() {
        LoadResult<Words> result = WordsFile.parse("ja.properties", "level.info = a\nlevel.info = b\n", Words.of("en"));

        assertThat(result.problems().get(0).render()).isEqualTo("""
                ja.properties: line 2: error[duplicate-key]: "level.info" stands on line 1 already
                  at ja.properties:2:1
                  2 | level.info = b
                    | ^^^^^^^^^^""");
    }
}

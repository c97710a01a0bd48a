package io.watchfire.examples.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.examples.slack.SlackMessage.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackMessageTest {
    @Test
    void textIsShownLineByLine() throws Exception {
        assertThat(SlackMessage.parse("{\"text\": \"프로젝트 이름 : bfb\\n프로젝트 코드 : 19429\"}")
                        .lines())
                .containsExactly(new Line("프로젝트 이름 : bfb", false, null), new Line("프로젝트 코드 : 19429", false, null));
    }

    @Test
    void blocksAreShownInsteadOfTheText() throws Exception {
        SlackMessage message = SlackMessage.parse("""
                {"text": "only for the notification",
                 "blocks": [
                   {"type": "header", "text": {"type": "plain_text", "text": "btf-order 평균응답시간"}},
                   {"type": "divider"},
                   {"type": "section", "fields": [{"type": "mrkdwn", "text": "resp_time"}, {"type": "mrkdwn", "text": "2310 ms"}]},
                   {"type": "context", "elements": [{"type": "plain_text", "text": "since 20:09:16"}]}]}
                """);

        assertThat(message.lines())
                .containsExactly(
                        new Line("btf-order 평균응답시간", true, null),
                        new Line("resp_time", false, null),
                        new Line("2310 ms", false, null),
                        new Line("since 20:09:16", false, null));
    }

    @Test
    void aButtonIsItsLabelAndWhereItLeads() throws Exception {
        SlackMessage message = SlackMessage.parse("""
                {"attachments": [{"color": "#d9534f", "blocks": [{"type": "actions", "elements": [{"type": "button", "action_id": "link-0",
                 "text": {"type": "plain_text", "text": "대응 &amp; 절차"}, "url": "https://wiki.example.com/?a=1&b=2"}]}]}]}
                """);

        assertThat(message.lines())
                .containsExactly(new Line("[ 대응 & 절차 ] https://wiki.example.com/?a=1&b=2", false, "#d9534f"));
    }

    @Test
    void attachmentsHaveAColouredBar() throws Exception {
        SlackMessage message = SlackMessage.parse("""
                {"attachments": [{"color": "#d9534f", "fallback": "not shown", "title": "발생", "text": "a &lt; b &amp;&amp; c",
                 "fields": [{"title": "level", "value": "critical"}],
                 "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "one\\ntwo"}}], "footer": "watchfire"}]}
                """);

        assertThat(message.lines()).allMatch(line -> "#d9534f".equals(line.color()));
        assertThat(message.text()).isEqualTo("발생\na < b && c\nlevel\ncritical\none\ntwo\nwatchfire");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"not json | invalid_payload", "[] | invalid_payload", "{} | no_text", "{\"text\": \" \"} | no_text"
            })
    void payloadsThatSlackRefusesAreRefusedWithItsWord(String payload, String word) {
        assertThatThrownBy(() -> SlackMessage.parse(payload))
                .isInstanceOf(SlackMessage.InvalidPayloadException.class)
                .hasMessage(word);
    }
}

package io.watchfire.notifiers.slack;

import static io.watchfire.notifiers.Sample.START;
import static io.watchfire.notifiers.Sample.receiver;
import static io.watchfire.notifiers.Sample.rule;
import static io.watchfire.notifiers.Sample.transition;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.Announcement;
import io.watchfire.notifiers.Announcement.AnnouncedAlert;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.Sample.ReceiverBuilder;
import io.watchfire.notifiers.Sample.RuleBuilder;
import io.watchfire.notifiers.Sample.TransitionBuilder;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.MessageRenderer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever a notice holds, what comes of it is JSON within the limits, and says where it was cut. */
class SlackLimitsTest {
    private static final long SEED = Long.getLong("watchfire.seed", 7);

    private static final List<String> PIECES = List.of(
            "주문이 느립니다 ",
            "🔥",
            "\ud83d",
            "\udd25",
            "🧑\u200d🚒",
            "e\u0301\u0301",
            "<!here> & <https://evil.example|x> ",
            "\n",
            "\u0000\u202e",
            "\"\\",
            "resp_time ",
            "@channel :fire: *b* _i_ `c` [a](https://evil.example)",
            "가".repeat(400),
            "&".repeat(1000));

    @RepeatedTest(60)
    void everyMessageKeepsToTheLimits(RepetitionInfo repetition) throws IOException {
        long seed = SEED * 1_000_003 + repetition.getCurrentRepetition();
        Message message = message(new Random(seed));

        JsonNode blocks = SlackStandIn.json(SlackPayload.json(message));
        JsonNode plain = SlackStandIn.json(SlackPayload.plain(message));
        JsonNode compatible = SlackStandIn.json(CompatiblePayload.of(message));
        JsonNode compatiblePlain = SlackStandIn.json(CompatiblePayload.plain(message));

        SlackLooksTest.keepsToLimits(blocks);
        assertThat(plain.path("text").asText()).isNotBlank().hasSizeLessThanOrEqualTo(40_000);
        assertThat(compatible.path("text").asText()).isNotBlank();
        assertThat(compatible.at("/attachments/0/fields").size()).isLessThanOrEqualTo(20);
        assertThat(compatible.toString().length()).isLessThanOrEqualTo(120_000);
        for (JsonNode payload : List.of(blocks, plain, compatible, compatiblePlain)) {
            assertThat(halfSurrogates(payload.toString())).as("seed %d", seed).isZero();
        }
        for (String text : texts(compatible)) {
            assertThat(text).doesNotContain("@channel", ":fire:", "<!here>", "](https://evil");
        }
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(child -> texts.addAll(texts(child)));
        return texts;
    }

    private static long halfSurrogates(String text) {
        return text.codePoints()
                .filter(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                .count();
    }

    private static Message message(Random random) {
        ReceiverBuilder builder = receiver("team");
        if (random.nextBoolean()) {
            builder = builder.korean();
        }
        if (random.nextInt(4) == 0) {
            builder = builder.body("${body}\n" + text(random).replace("${", "$${"));
        }
        if (random.nextInt(4) == 0) {
            builder = builder.title(text(random).replace("${", "$${"));
        }
        RuleBuilder rule = rule("r").name(text(random)).message("${huge}");
        int links = random.nextInt(40);
        for (int i = 0; i < links; i++) {
            rule = rule.link("l" + i + text(random), "https://wiki.example.com/" + i + "?q=${oname}");
        }
        int alerts = random.nextInt(8) == 0 ? 1 + random.nextInt(3000) : 1 + random.nextInt(3);
        var built = rule.build();
        String huge = text(random);
        List<AnnouncedAlert> all = new ArrayList<>();
        for (int i = 0; i < alerts; i++) {
            TransitionBuilder alert = transition(built)
                    .label("oname", i + huge.substring(0, Math.min(huge.length(), 3000)))
                    .label("zone", text(random, 3))
                    .level(Level.values()[random.nextInt(3)])
                    .variables(Map.of("huge", huge));
            if (random.nextInt(3) == 0) {
                alert = alert.resolved(Reason.RECOVERY, START.plusSeconds(random.nextInt(1000)));
            }
            all.add(new AnnouncedAlert(alert.build(), null));
        }
        List<Status> about = Arrays.stream(Status.values())
                .filter(each -> each != Status.HEARTBEAT)
                .toList();
        Status status = about.get(random.nextInt(about.size()));
        return new MessageRenderer()
                .render(new Announcement(
                        builder.build(), status, all, random.nextInt(10), START.plusSeconds(5000), null));
    }

    private static String text(Random random) {
        return text(random, random.nextInt(6) == 0 ? 200 : 5);
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(most);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}

package io.watchfire.examples.demo;

import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.Secret;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The demo's rules and receivers: the files in {@code examples/rules}, which the build puts beside the classes. */
final class DemoFiles {
    private DemoFiles() {}

    static RuleSet rules() throws IOException {
        return RuleFile.parse("examples/rules/shop.json", text("shop.json")).orElseThrow();
    }

    /** The receivers, whose webhooks all lead to the stand-in at that URL. */
    static ReceiverSet receivers(String standInUrl) throws IOException {
        String name = "examples/rules/receivers.json";
        Map<String, String> environment = Map.of("SLACK_STAND_IN", standInUrl);
        return ReceiverFile.parse(name, text("receivers.json"), Path.of(""), environment)
                .orElseThrow();
    }

    /** These receivers and one more at a webhook of the real Slack, which gets every notice. */
    static ReceiverSet withRealSlack(ReceiverSet receivers, String webhookUrl) {
        List<String> tags = receivers.receivers().stream()
                .flatMap(receiver -> receiver.tags().stream())
                .distinct()
                .toList();
        List<Receiver> all = new ArrayList<>(receivers.receivers());
        all.add(new Receiver(
                "real-slack", "slack", tags, true, null, "ko", ZoneId.of("Asia/Seoul"), new Secret(webhookUrl)));
        return new ReceiverSet(all, receivers.allowPrivateNetworks());
    }

    private static String text(String file) throws IOException {
        try (InputStream in = DemoFiles.class.getResourceAsStream("/io/watchfire/examples/rules/" + file)) {
            if (in == null) {
                throw new IOException("examples/rules/" + file + " is not beside the classes; build with Maven");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

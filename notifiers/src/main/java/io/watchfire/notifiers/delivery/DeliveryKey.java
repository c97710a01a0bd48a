package io.watchfire.notifiers.delivery;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.notifiers.Notice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Names a delivery, the same one each time the same is decided at the same time: what makes a second copy known as a copy. */
final class DeliveryKey {
    private static final int HASH_BYTES = 8;

    private DeliveryKey() {}

    /** When the notice of a key was decided, in epoch milliseconds. */
    static long decidedAt(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('@') + 1));
    }

    /**
     * {@code alert id/sequence/receiver/labels/status@time}, of the worst alert; the labels as 16 hexadecimal digits of
     * SHA-256: the id's own hash of them is short, and two alerts of one instant may share it. Of several alerts it is a hash of all of
     * them: at one instant a group may be told twice, and be another one the second time. The time is in epoch
     * milliseconds: an alert may be told several times without a change. A heartbeat is about no alert: {@code
     * /receiver/heartbeat@time}.
     */
    static String of(Notice notice) {
        Transition transition = notice.transition();
        if (transition == null) {
            return "/" + notice.receiver().name() + "/" + notice.status().text() + "@"
                    + notice.time().toEpochMilli();
        }
        return transition.alert() + "/" + transition.sequence() + "/"
                + notice.receiver().name() + "/" + hash(notice)
                + "/" + notice.status().text() + "@" + notice.time().toEpochMilli();
    }

    /**
     * {@code rule/labels}, without the rule's labels: a reload may change those while the alert stays the same. An alert that ends and
     * fires again while its end waits for others is told as one, whatever its id. Matches of a rule that is not stateful are each an alert
     * of its own.
     */
    static String ofAlert(Transition transition) {
        Map<String, String> own = new TreeMap<>(transition.labels().asMap());
        own.keySet().removeAll(transition.rule().labels().keySet());
        String name = transition.rule().stateful() ? transition.rule().id() : transition.alert();
        return name + "/" + hash(own);
    }

    private static String hash(Notice notice) {
        if (notice.alerts().size() == 1) {
            return hash(notice.alerts().get(0).labels().asMap());
        }
        MessageDigest sha = sha256();
        for (Transition alert : notice.alerts()) {
            add(sha, alert.alert());
            add(sha, Long.toString(alert.sequence()));
            add(sha, hash(alert.labels().asMap()));
        }
        return HexFormat.of().formatHex(sha.digest(), 0, HASH_BYTES);
    }

    private static String hash(Map<String, String> labels) {
        MessageDigest sha = sha256();
        labels.forEach((name, value) -> {
            add(sha, name);
            add(sha, value);
        });
        return HexFormat.of().formatHex(sha.digest(), 0, HASH_BYTES);
    }

    /** The length stands before the text: {@code ab, c} and {@code a, bc} are not to be the same. */
    private static void add(MessageDigest sha, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        sha.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

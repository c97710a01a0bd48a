package io.watchfire.notifiers.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.Sample;
import io.watchfire.notifiers.delivery.Outbox.Merged;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.message.Message.Tone;
import io.watchfire.notifiers.receiver.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryOutboxTest {
    private static final Receiver TEAM = Sample.receiver("team").build();
    private static final Map<Character, Status> STATUSES = Map.of(
            'F', Status.FIRING,
            'L', Status.LEVEL,
            'R', Status.RESOLVED,
            'A', Status.REPEAT,
            'S', Status.SUMMARY,
            'H', Status.HEARTBEAT);

    /**
     * {@code Fab+b} is a firing notice about a and b that begins b; {@code !} behind it: it may have arrived. What is owed first is {@code
     * Hx}, which is tried just now, unless the row says otherwise.
     */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Hx Fa+a Ra                | Hx Ra+a",
                "Hx Fa+a La Aa Ra          | Hx Ra+a",
                "Hx Fa+a Fb+b Rb Ra        | Hx Rb+b Ra+a",
                "Hx Fa+a Fb+b Ra           | Hx Fb+b Ra+a",
                "Hx Fa+a Ra Fa+a Ra        | Hx Ra+a Ra+a",
                "Hx Fa+a Ra Fa+a           | Hx Ra+a Fa+a",
                "Hx Fab+ab Rab             | Hx Rab+ab",
                "Hx Fab+b Rab              | Hx Fab+b Rab",
                "Hx Fa+a Fab+b Rab         | Hx Rab+ab",
                "Hx Fa+a Lab Rab           | Hx Fa+a Lab Rab",
                // What began before has an end of its own.
                "Hx La Ra                  | Hx La Ra",
                "Hx Ra                     | Hx Ra",
                // It is tried just now, or was tried.
                "Fa+a Ra                   | Fa+a Ra",
                "Fa+a La Ra                | Fa+a La Ra",
                "Fa+a Ra Fa+a Ra           | Fa+a Ra Ra+a",
                "Hx Fa+a! Ra               | Hx Fa+a! Ra",
                "Hx Fa+a! La Ra            | Hx Fa+a! La Ra",
                "Hx Fa+a Ra!               | Hx Fa+a Ra!",
                // It is about others, too, of which something is to be told yet.
                "Hx Fab+ab Ra              | Hx Fab+ab Ra",
                "Hx Fab+ab Ra Rab          | Hx Fab+ab Ra Rab",
                "Hx Fa+a Aab Ra            | Hx Fa+a Aab Ra",
                "Hx Sab+ab Rab             | Hx Sab+ab Rab"
            })
    void anEndTellsOfWhatWaitsFromItsBeginningOnIfNothingOfItWasTried(String owed, String left) {
        MemoryOutbox outbox = new MemoryOutbox(100);
        for (String text : owed.split(" ")) {
            outbox.append(delivery(text));
        }
        List<Merged> told = new ArrayList<>();

        List<Merged> merged = outbox.merge("team", delivery -> delivery.key().contains("!"), told::add);

        assertThat(merged).isEqualTo(told);
        assertThat(owed(outbox)).isEqualTo(left);
        assertThat(merged.stream().mapToInt(each -> each.parts().size()).sum())
                .isEqualTo(owed.split(" ").length - left.split(" ").length);
        assertThat(outbox.merge("team")).isEmpty();
    }

    @Test
    void aWholeEndIsAsOldAsItsBeginningAndSaysWhatItIs() {
        MemoryOutbox outbox = new MemoryOutbox(3);
        outbox.append(delivery("Hx"));
        outbox.append(delivery("Fa+a"));
        outbox.append(delivery("Ra").onceMore(Sample.START.plusSeconds(60)));

        Delivery whole = outbox.merge("team").get(0).whole();

        assertThat(whole.owedSince()).isEqualTo(Sample.START);
        assertThat(whole.message().note()).isEqualTo("fired and resolved while other messages waited; told as one");
        assertThat(whole.isOwedUntilItArrives()).isFalse();
        assertThat(delivery("Rab+b").isOwedUntilItArrives()).isTrue();
        assertThat(delivery("Ra").isOwedUntilItArrives()).isTrue();
        assertThat(delivery("Fa").isOwedUntilItArrives()).isFalse();
    }

    @Test
    void anEndThatIsSentOnceMoreIsNotThatOfAnAlertThatHasBegunSince() {
        MemoryOutbox outbox = new MemoryOutbox(3);
        Delivery end = delivery("Ra");
        outbox.append(delivery("Hx"));
        outbox.append(delivery("Fa+a"));
        outbox.append(new Delivery(
                end.key(),
                end.about(),
                end.begun(),
                TEAM,
                Status.RESOLVED,
                "r",
                "its life before",
                end.message(),
                Sample.START,
                false));

        assertThat(outbox.merge("team")).isEmpty();
    }

    private static Delivery delivery(String text) {
        String[] parts = text.replace("!", "").substring(1).split("\\+");
        Message message = new Message(STATUSES.get(text.charAt(0)), Tone.INFO, text, List.of(new Line("", text)));
        return new Delivery(
                text + "@0",
                alerts(parts[0]),
                parts.length == 1 ? List.of() : alerts(parts[1]),
                TEAM,
                STATUSES.get(text.charAt(0)),
                "r",
                parts[0],
                message,
                Sample.START,
                false);
    }

    private static List<String> alerts(String letters) {
        return Stream.of(letters.split("")).toList();
    }

    private static String owed(MemoryOutbox outbox) {
        StringBuilder owed = new StringBuilder();
        for (Optional<Delivery> next = outbox.next("team"); next.isPresent(); next = outbox.next("team")) {
            Delivery delivery = next.get();
            String begun = delivery.begun().isEmpty() ? "" : "+" + String.join("", delivery.begun());
            owed.append(owed.isEmpty() ? "" : " ")
                    .append(delivery.key().charAt(0))
                    .append(String.join("", delivery.about()))
                    .append(begun)
                    .append(delivery.key().contains("!") ? "!" : "");
            outbox.done(delivery);
        }
        return owed.toString();
    }
}

package io.watchfire.notifiers.delivery;

import static io.watchfire.notifiers.Sample.receiver;
import static io.watchfire.notifiers.Sample.rule;
import static io.watchfire.notifiers.Sample.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Sample.TransitionBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryKeyTest {
    @Test
    void theSameTransitionForTheSameReceiverHasTheSameKey() {
        assertThat(key("team", base().label("h", "a")))
                .isEqualTo(key("team", base().label("h", "a")))
                .isEqualTo("r-5f1c09ae-20220619T110916Z/1/team/c3ee26529859a9e6/firing@1655636956000");
    }

    @Test
    void whateverDiffersMakesAnotherKey() {
        List<String> keys = Stream.of(
                        key("team", base()),
                        key("other", base()),
                        key("team", base().sequence(2)),
                        key("team", base().alert("r-5f1c09ae-20220619T110917Z")),
                        key("team", base().label("ab", "c")),
                        key("team", base().label("a", "bc")))
                .toList();

        assertThat(keys).doesNotHaveDuplicates();
    }

    private static TransitionBuilder base() {
        return transition(rule("r").build()).alert("r-5f1c09ae-20220619T110916Z");
    }

    private static String key(String receiver, TransitionBuilder transition) {
        return DeliveryKey.of(Notice.firing(receiver(receiver).build(), transition.build()));
    }
}

package io.watchfire.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
    private static final String TOKEN = "0123456789abcdefI";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    }

    @ParameterizedTest
    @MethodSource("authorizations")
    void onlyTheTokenItselfIsTaken(String authorization, boolean taken) throws IOException {
        assertThat(AccessToken.in(file).isBorneBy(authorization)).isEqualTo(taken);
    }

    static Stream<Arguments> authorizations() {
        return Stream.of(
                Arguments.of("Bearer " + TOKEN, true),
                Arguments.of("bearer " + TOKEN, true),
                Arguments.of("BEARER  " + TOKEN + " ", true),
                Arguments.of("Bearer " + TOKEN + "x", false),
                Arguments.of("Bearer " + TOKEN.substring(1), false),
                Arguments.of("Bearer " + TOKEN.toLowerCase(java.util.Locale.ROOT), false),
                Arguments.of("Bearer ", false),
                Arguments.of("Bearer", false),
                Arguments.of("Basic " + TOKEN, false),
                Arguments.of(TOKEN, false),
                Arguments.of("", false),
                Arguments.of(null, false));
    }

    @Test
    void aChangedFileHoldsFromTheNextRequestOn() throws IOException {
        AccessToken token = AccessToken.in(file);

        Path next = Files.writeString(folder.resolve("next"), "another-token-of-length");
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        assertThat(token.isBorneBy("Bearer another-token-of-length")).isTrue();
        assertThat(token.isBorneBy("Bearer " + TOKEN)).isFalse();
    }

    @Test
    void whileThereIsNoUsableTokenTheLastOneHolds() throws IOException {
        AccessToken token = AccessToken.in(file);

        Files.writeString(file, "");
        assertThat(token.isBorneBy("Bearer ")).isFalse();
        assertThat(token.isBorneBy("Bearer " + TOKEN)).isTrue();
        Files.delete(file);
        assertThat(token.isBorneBy("Bearer " + TOKEN)).isTrue();
        Files.writeString(file, "another-token-of-length");
        assertThat(token.isBorneBy("Bearer " + TOKEN)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with a blank in its middle", "비밀번호비밀번호비밀번호비밀번호"})
    void whatIsNoTokenIsRefusedAndNotShown(String content) throws IOException {
        Files.writeString(file, content);

        assertThatIOException()
                .isThrownBy(() -> AccessToken.in(file))
                .withMessageContaining("16 to 4096 printable ASCII characters")
                .satisfies(e -> assertThat(content.isEmpty() || !e.getMessage().contains(content))
                        .isTrue());
    }

    @Test
    void itIsShownNowhere() throws IOException {
        assertThat(AccessToken.in(file)).asString().doesNotContain(TOKEN).contains("token");
    }
}

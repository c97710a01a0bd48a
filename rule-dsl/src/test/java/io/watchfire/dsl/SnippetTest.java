package io.watchfire.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnippetTest {
    /** A full-width character is two columns wide, a combining or invisible one none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "ab = c|3|4|   ^",
                "업무 = c|3|4|     ^",
                "🔥 = c|3|4|   ^",
                "ｆ = c|2|3|   ^",
                "e\u0301 = c|3|4|  ^",
                "a\u200b= c|1|2| ^",
                "업무 = '가'|5|8|       ^^^^",
                "a\tb = c|4|5|    ^",
                "\u1112\u1161\u11ab = c|4|5|   ^",
                "a\u202eb = c|4|5|    ^",
                "⏰〈ꥠ = c|4|5|       ^",
                "abc|3|3|   ^"
            })
    void caretsStandBelowThePlaceHoweverWideTheTextIs(String text, int start, int end, String carets) {
        assertThat(Snippet.of(text, new Span(start, end), null).split("\n", -1)[1])
                .isEqualTo("    | " + carets);
    }

    @Test
    void theLineOfThePlaceIsShownWithItsNumber() {
        String text = "first\n".repeat(11) + "a >= 'x'\r\nlast";

        assertThat(Snippet.of(text, new Span(71, 74), new Span(66, 67)))
                .isEqualTo("""
                  12 | a >= 'x'
                     | ~    ^^^""".indent(2).stripTrailing());
    }

    @Test
    void aPlaceOverSeveralLinesIsMarkedOnItsFirst() {
        assertThat(Snippet.of("a &&\nb", new Span(0, 6), null)).isEqualTo("  1 | a &&\n    | ^^^^");
    }
}

package io.watchfire.evaluator.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> KNOWN = List.of("name", "condition", "groupBy", "receiverTags", "평균응답시간", "INFO");

    @ParameterizedTest
    @CsvSource({
        "conditon, 'did you mean \"condition\"?'",
        "groupby, 'did you mean \"groupBy\"?'",
        "recieverTags, 'did you mean \"receiverTags\"?'",
        "nmae, 'did you mean \"name\"?'",
        "info, 'did you mean \"INFO\"?'",
        "평균응답시각, 'did you mean \"평균응답시간\"?'",
        "webhook, 'known are: name, condition, groupBy, receiverTags, 평균응답시간, INFO'"
    })
    void theNearestKnownWordIsOffered(String word, String help) {
        assertThat(Suggestion.help(word, KNOWN)).isEqualTo(help);
    }

    @ParameterizedTest
    @CsvSource({"'', abc, 3", "abc, abc, 0", "abc, acb, 1", "kitten, sitting, 3", "한글, 한국, 1"})
    void distanceCountsSingleEditsAndSwaps(String a, String b, int distance) {
        assertThat(Suggestion.distance(a, b)).isEqualTo(distance);
        assertThat(Suggestion.distance(b, a)).isEqualTo(distance);
    }
}

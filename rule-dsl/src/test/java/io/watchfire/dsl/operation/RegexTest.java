package io.watchfire.dsl.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
    private static final List<String> ATOMS = List.of(
            "a", "b", "-", "/", ".", "\\.", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\n", "[ab]", "[^a]", "[a-c1]",
            "[]a]", "[a-]", "[^\\d]", "[\\w-]", "[+-]", "주", "[가-힣]", "[^주]", " ", ",", "[ab-]", "🔥", "[\\[x]");
    private static final List<String> REPEATS =
            List.of("", "", "", "*", "+", "?", "*?", "{2}", "{1,2}", "{0,}", "{0}", "{2,}?");
    private static final List<String> PIECES =
            List.of("a", "b", "c", "1", "2", "-", "/", ".", "_", " ", "\n", "주", "é", "🔥", "]", "[");

    private static String pattern(Random random, int depth) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            if (depth > 0 && random.nextInt(3) == 0) {
                out.append(random.nextBoolean() ? "(" : "(?:")
                        .append(pattern(random, depth - 1))
                        .append(')');
            } else {
                out.append(ATOMS.get(random.nextInt(ATOMS.size())));
            }
            out.append(REPEATS.get(random.nextInt(REPEATS.size())));
            out.append(random.nextInt(6) == 0 ? "|" : "");
        }
        return out.toString();
    }

    private static String text(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            out.append(PIECES.get(random.nextInt(random.nextInt(3) == 0 ? PIECES.size() : 6)));
        }
        return out.toString();
    }

    private static String pick(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    /** -Dwatchfire.seed=7 tries one pattern alone. */
    @Test
    void anAutomatonSaysWhatRe2Says() {
        Long given = Long.getLong("watchfire.seed");
        int automatons = 0;
        int fits = 0;
        for (long seed = given == null ? 0 : given; seed < (given == null ? 4_000 : given + 1); seed++) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            String source = pick(random, "", "", "^") + pattern(random, 2) + pick(random, "", "", "$", "|^b$", "$|^");
            Pattern reference = Pattern.compile(source);
            Automaton automaton = Automaton.of(source);
            for (int i = 0; automaton != null && i < 20; i++) {
                String text = text(random);
                int expected = reference.matches(text) ? 1 : 0;
                int found = automaton.matches(text);
                if (found != expected
                        && (found != Automaton.OTHER || text.chars().allMatch(c -> c < 128))) {
                    throw new AssertionError("-Dwatchfire.seed=" + seed + ": " + source + " on " + text + ": " + found);
                }
                fits += expected;
            }
            automatons += automaton == null ? 0 : 1;
        }
        if (given == null) {
            assertThat(automatons).isGreaterThan(3_000);
            assertThat(fits).isGreaterThan(6_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a^b",
                "a$b",
                "(^a)",
                "(a$)",
                "^*a",
                "a$*",
                "^^a",
                "a\\b",
                "(?i)a",
                "(?P<x>a)",
                "\\pL",
                "[[:alpha:]]",
                "\\x41",
                "a{60}",
                "(a|b)*a(a|b){8}",
                "a{",
                "{2",
                "a**",
                "\\Qa\\E"
            })
    void whatNoAutomatonRunsIsLeftToRe2(String source) {
        try {
            Pattern reference = Pattern.compile(source);
            assertThat(Automaton.of(source)).isNull();
            for (String text : List.of("", "a", "A", "ab", "aaaaaaaaa", "a{", "{2")) {
                assertThat(Regex.of(source).matches(text)).as(text).isEqualTo(reference.matches(text));
            }
        } catch (PatternSyntaxException refused) {
            assertThat(refused).isNotNull();
        }
    }

    @Test
    void answersOfRe2AreRememberedRightly() {
        Regex regex = Regex.of("주문-[0-9]*(1|3|5|7|9)");
        Pattern reference = Pattern.compile("주문-[0-9]*(1|3|5|7|9)");
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(regex.matches("주문-" + i)).isEqualTo(reference.matches("주문-" + i));
            }
        }
    }
}

package io.watchfire.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** As {@link ConditionFuzzTest}, but made of whole words, a byte each: most of what comes of it gets past the parser. */
class ConditionWordsFuzzTest {
    private static final List<String> WORDS = List.of(("""
            ( ) ( ) , , && || ! not and or == != < <= > >= + - * / % in like matches between true false null
            exists isNull nvl abs ceil floor round min max sum avg length lower upper trim startsWith endsWith contains
            replace substring if decode count last first stddev p50 p99 quantile rate increase delta changes
            over offset by where okindName h ${이름} `이름` resp_time v mem cpu s up x.y over by
            0 1 2 10 -1 0.5 1e308 5e-324 9007199254740993 .5 5m 1h30m 500ms 2s 0s 1GiB 512MiB 95% 0%
            'a' '' 'btf-*' '^[a-z]+$' '(' 'a\\\\' '\\'' "\\"" '주문🔥' '\\u0041' '\\n'""").strip().split("\\s+"));

    @FuzzTest
    void anyWords(byte[] input) {
        Conditions.check(IntStream.range(0, input.length)
                .mapToObj(i -> WORDS.get(Byte.toUnsignedInt(input[i]) % WORDS.size()))
                .collect(Collectors.joining(" ")));
    }
}

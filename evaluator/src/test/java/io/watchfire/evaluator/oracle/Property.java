package io.watchfire.evaluator.oracle;

import static org.assertj.core.api.Assertions.fail;

import java.util.Optional;

/** Something that holds of every story; says what is wrong where it does not. */
@FunctionalInterface
interface Property {
    Optional<String> breach(Story story);

    /** Fails with the seed and the shortest story found on which the property does not hold. */
    static void check(Stories stories, Property property) {
        check(stories, Long.MAX_VALUE, property);
    }

    /** As {@link #check(Stories, Property)}, with that many stories at the most. */
    static void check(Stories stories, long most, Property property) {
        stories.seeds().limit(most).forEach(seed -> {
            Story story = stories.of(seed);
            if (property.breach(story).isPresent()) {
                Story small = Shrinker.shrink(
                        story, shorter -> property.breach(shorter).isPresent());
                fail("-Dwatchfire.seed=" + seed + "\n" + small + "\n"
                        + property.breach(small).orElseThrow());
            }
        });
    }
}

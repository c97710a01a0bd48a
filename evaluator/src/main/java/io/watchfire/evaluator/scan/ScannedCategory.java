package io.watchfire.evaluator.scan;

import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.slot.SlotLayout;
import java.nio.charset.StandardCharsets;

/** What is known of a category before a line of it comes: its names as bytes, and the series of tags as they were written. */
final class ScannedCategory {
    private static final int MOST_SERIES = 1 << 21;

    private final String name;
    private final BytesMap<Integer> slotsByName = BytesMap.keepingAll();
    private final BytesMap<Series> seriesByTags = BytesMap.forgetting(MOST_SERIES);

    ScannedCategory(String name, SlotLayout layout) {
        this.name = name;
        layout.forEachName((field, slot) -> {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            slotsByName.put(bytes, JsonBytes.hash(bytes), slot);
        });
    }

    String name() {
        return name;
    }

    BytesMap<Integer> slotsByName() {
        return slotsByName;
    }

    BytesMap<Series> seriesByTags() {
        return seriesByTags;
    }
}

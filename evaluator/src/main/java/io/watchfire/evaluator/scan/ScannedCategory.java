package io.watchfire.evaluator.scan;

import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.slot.SlotLayout;
import java.nio.charset.StandardCharsets;

/** What is known of a category before a line of it comes: its names as bytes, and the series of tags as they were written. */
final class ScannedCategory {
    /** One series may be written in a few ways. */
    private static final int SPELLINGS = 2;

    private final String name;
    private final BytesMap<Integer> slotsByName = BytesMap.keepingAll();
    private final BytesMap<Series> seriesByTags;

    ScannedCategory(String name, SlotLayout layout, int mostSeries) {
        this.name = name;
        this.seriesByTags = BytesMap.forgetting((int) Math.min((long) SPELLINGS * mostSeries, Integer.MAX_VALUE - 1));
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

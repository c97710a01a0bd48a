package io.watchfire.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Prints results that JMH has written with {@code -rf json} as a table of ratios to one of its rows.
 *
 * <p>Of sampled times it takes the median and tells how far the middle nine tenths of the samples reach; of other results
 * the mean and the error at 99.9%.
 */
public final class ResultTable {
    private ResultTable() {}

    /** @param arguments the file; the row that counts as 1; a pattern of the rows to print; how many events an operation is */
    public static void main(String[] arguments) throws IOException {
        Pattern rows = Pattern.compile(arguments[2]);
        int events = Integer.parseInt(arguments[3]);
        Map<String, Map<String, Cell>> table = new TreeMap<>();
        TreeSet<String> columns = new TreeSet<>();
        for (JsonNode result : new ObjectMapper().readTree(new File(arguments[0]))) {
            String name = result.get("benchmark").asText();
            String row = name.substring(name.lastIndexOf('.') + 1);
            if (rows.matcher(name).find()) {
                String column = parameters(result.path("params"));
                columns.add(column);
                table.computeIfAbsent(row, key -> new TreeMap<>()).put(column, Cell.of(result, events));
            }
        }
        Map<String, Cell> base = Objects.requireNonNull(table.get(arguments[1]), arguments[1]);
        System.out.println("| row | " + String.join(" | ", columns) + " |");
        System.out.println("|---|" + "---|".repeat(columns.size()));
        table.forEach((row, cells) -> {
            StringBuilder line = new StringBuilder("| ").append(row).append(" |");
            for (String column : columns) {
                Cell cell = cells.get(column);
                line.append(' ')
                        .append(cell == null ? "-" : cell.beside(Objects.requireNonNull(base.get(column), column)))
                        .append(" |");
            }
            System.out.println(line);
        });
    }

    private static String parameters(JsonNode params) {
        StringBuilder text = new StringBuilder();
        params.forEach(value -> text.append(text.isEmpty() ? "" : " ").append(value.asText()));
        return text.toString();
    }

    /** One result, per event. */
    private record Cell(double middle, double low, double high, String unit, double bytes) {
        static Cell of(JsonNode result, int events) {
            JsonNode metric = result.get("primaryMetric");
            JsonNode alloc = result.path("secondaryMetrics").path("gc.alloc.rate.norm");
            if (alloc.isMissingNode()) {
                alloc = result.path("secondaryMetrics").path("·gc.alloc.rate.norm");
            }
            double bytes = alloc.path("score").asDouble(Double.NaN) / events;
            String unit = metric.get("scoreUnit").asText().replace("/op", "");
            JsonNode percentiles = metric.get("scorePercentiles");
            if (result.get("mode").asText().equals("sample")) {
                return new Cell(
                        percentiles.get("50.0").asDouble() / events,
                        percentiles.get("0.0").asDouble() / events,
                        percentiles.get("95.0").asDouble() / events,
                        unit,
                        bytes);
            }
            double score = metric.get("score").asDouble();
            double error = metric.get("scoreError").asDouble();
            return new Cell(score / events, (score - error) / events, (score + error) / events, unit, bytes);
        }

        String beside(Cell base) {
            return String.format(
                    Locale.ROOT,
                    "%.2f (%.1f %s; %.1f to %.1f; %.0f B)",
                    middle / base.middle,
                    middle,
                    unit,
                    low,
                    high,
                    bytes);
        }
    }
}

package io.watchfire.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page docs/rule-language.md: its examples, and the category and event on which they are run. */
record Reference(String page, ExpressionCase subject) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```");

    /** An expression behind {@code >}, and all lines below it up to the next. */
    record Example(String expression, String said) {
        @Override
        public String toString() {
            return expression;
        }
    }

    static Reference read() throws IOException {
        return of(Files.readString(Path.of("..", "docs", "rule-language.md")));
    }

    static Reference of(String page) throws IOException {
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            if (block.group(1).equals("json")) {
                JsonNode json = new ObjectMapper().readTree(block.group(2));
                ObjectNode line = ((ObjectNode) json).putObject("case");
                line.set("schema", json.get("category"));
                line.set("event", json.get("event"));
                return new Reference(page, new ExpressionCase(line));
            }
        }
        throw new IllegalStateException("the page has no category and event");
    }

    List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            if (block.group(2).startsWith("> ")) {
                for (String part : block.group(2).substring(2).split("\n> ")) {
                    String[] lines = part.split("\n", 2);
                    examples.add(new Example(lines[0], lines.length < 2 ? "" : lines[1].stripTrailing()));
                }
            }
        }
        return examples;
    }

    /** The lines of the blocks that show expressions alone. */
    List<String> shown() {
        List<String> shown = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            boolean expressions = block.group(1).isEmpty()
                    && !block.group(2).startsWith("> ")
                    && !block.group(2).contains(":=");
            if (expressions) {
                shown.addAll(List.of(block.group(2).split("\n")));
            }
        }
        return shown;
    }

    /** What the page should say below an expression. */
    String said(String expression) {
        Analysis analysis = RuleLanguage.standard().analyze(expression, subject.scope());
        String problems = analysis.problems().stream()
                .map(problem -> problem.render(expression))
                .collect(Collectors.joining("\n"));
        String value = analysis.expression()
                .map(checked -> subject.result(checked, checked::bind))
                .orElse("");
        return value + (value.isEmpty() || problems.isEmpty() ? "" : "\n") + problems;
    }

    /** The cells of a column of all rows of the tables in a section. */
    List<String> cells(String section, int column) {
        String text = page.substring(page.indexOf("\n## " + section + "\n") + 1);
        int end = text.indexOf("\n## ", 1);
        List<String> cells = new ArrayList<>();
        for (String line : text.substring(0, end < 0 ? text.length() : end).split("\n")) {
            String[] row = line.split("(?<!\\\\)\\|");
            if (line.startsWith("|") && row.length > column && !line.startsWith("|---")) {
                cells.add(row[column].strip());
            }
        }
        return cells.subList(Math.min(1, cells.size()), cells.size());
    }

    /** What stands in back quotes in a cell. */
    static List<String> quoted(String cell) {
        List<String> quoted = new ArrayList<>();
        Matcher code = Pattern.compile("`([^`]+)`").matcher(cell);
        while (code.find()) {
            quoted.add(code.group(1).replace("\\|", "|"));
        }
        return quoted;
    }
}
